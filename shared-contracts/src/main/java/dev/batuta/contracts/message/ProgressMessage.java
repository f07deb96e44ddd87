package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sign of life of a task that takes longer than a moment.
 *
 * @param taskId the task
 * @param tenantId whose task it is
 * @param attempt which try
 * @param agentId who is at it
 * @param instanceId which process
 * @param step what it is doing, in the agent's words; null when it has just begun
 * @param progress 0 to 100
 * @param intermediateResult what is known so far, at most {@link #LARGEST_INTERMEDIATE} characters
 *     of JSON; null for nothing
 * @param toolsUsed names of the tools used since the last sign, at most {@link #MOST_TOOLS}; none
 *     when absent
 * @param timestamp when this was so
 */
public record ProgressMessage(
    TaskId taskId,
    TenantId tenantId,
    int attempt,
    AgentId agentId,
    InstanceId instanceId,
    @Nullable String step,
    int progress,
    @Nullable JsonNode intermediateResult,
    List<String> toolsUsed,
    Instant timestamp)
    implements Message {
  /** Characters of JSON that an intermediate result may have. */
  public static final int LARGEST_INTERMEDIATE = 64 * 1024;

  /** Tools that one message may name. */
  public static final int MOST_TOOLS = 50;

  private static final int LONGEST_TOOL = 100;

  public ProgressMessage {
    requireNonNull(taskId, "task_id");
    requireNonNull(tenantId, "tenant_id");
    if (progress < 0 || progress > 100) {
      throw new IllegalArgumentException("progress is 0 to 100, was " + progress);
    }
    if (intermediateResult != null && intermediateResult.isNull()) {
      intermediateResult = null;
    }
    if (intermediateResult != null
        && intermediateResult.toString().length() > LARGEST_INTERMEDIATE) {
      throw new IllegalArgumentException(
          "intermediate_result has at most " + LARGEST_INTERMEDIATE + " characters");
    }
    // Messages that were written before this field lack it.
    toolsUsed = toolsUsed == null ? List.of() : List.copyOf(toolsUsed);
    if (toolsUsed.size() > MOST_TOOLS
        || toolsUsed.stream().anyMatch(tool -> tool.isBlank() || tool.length() > LONGEST_TOOL)) {
      throw new IllegalArgumentException(
          "tools_used has at most " + MOST_TOOLS + " names of 1 to " + LONGEST_TOOL);
    }
  }
}
