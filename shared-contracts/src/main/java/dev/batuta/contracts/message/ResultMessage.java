package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Outcome of one attempt of a task. The orchestrator applies the first one of an attempt and
 * ignores repeats.
 *
 * @param taskId the task
 * @param tenantId whose task it is; equals the topic's tenant
 * @param attempt which try this ends
 * @param status {@code completed} or {@code failed}
 * @param result what the agent produced, or its claim when it is large; null when failed
 * @param error why it failed; null when completed
 * @param agentId who did it
 * @param instanceId which process of the agent
 * @param processingTimeMs how long the handler ran, in milliseconds
 * @param timestamp when it ended
 */
public record ResultMessage(
    TaskId taskId,
    TenantId tenantId,
    int attempt,
    TaskStatus status,
    @Nullable JsonNode result,
    @Nullable TaskError error,
    AgentId agentId,
    InstanceId instanceId,
    long processingTimeMs,
    Instant timestamp)
    implements Message {
  public ResultMessage {
    requireNonNull(taskId, "task_id");
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(agentId, "agent_id");
    requireNonNull(instanceId, "instance_id");
    requireNonNull(timestamp, "timestamp");
    if (status != TaskStatus.COMPLETED && status != TaskStatus.FAILED) {
      throw new IllegalArgumentException("a result is completed or failed, was " + status);
    }
    if ((error != null) != (status == TaskStatus.FAILED)) {
      throw new IllegalArgumentException("a failed result has an error and a completed one none");
    }
  }
}
