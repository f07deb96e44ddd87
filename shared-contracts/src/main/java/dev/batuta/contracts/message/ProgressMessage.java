package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
    Instant timestamp)
    implements Message {
  public ProgressMessage {
    requireNonNull(taskId, "task_id");
    requireNonNull(tenantId, "tenant_id");
    if (progress < 0 || progress > 100) {
      throw new IllegalArgumentException("progress is 0 to 100, was " + progress);
    }
  }
}
