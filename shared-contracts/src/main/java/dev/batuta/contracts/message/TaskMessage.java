package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One attempt of a task, for an agent.
 *
 * @param taskId the task; the same over all attempts
 * @param tenantId whose task it is; equals the topic's tenant
 * @param globalTaskId the task or run that this one is part of; itself when it stands alone
 * @param type what the task is called, for example {@code process_message}
 * @param status always {@code pending} here
 * @param priority 0 to 9
 * @param attempt which try this is, from 1
 * @param requiredCapabilities what the agent must be able to do; the first names the handler
 * @param createdAt when the task was submitted
 * @param deadline when this attempt counts as lost
 * @param payload the input; an object. A large one is kept aside, and this is its claim: {@code
 *     {"claim":…,"bytes":…,"sha256":…}}
 * @param metadata facts about the origin, never needed to do the work
 */
public record TaskMessage(
    TaskId taskId,
    TenantId tenantId,
    String globalTaskId,
    String type,
    TaskStatus status,
    int priority,
    int attempt,
    List<Capability> requiredCapabilities,
    Instant createdAt,
    Instant deadline,
    JsonNode payload,
    @Nullable JsonNode metadata)
    implements Message {
  public TaskMessage {
    requireNonNull(taskId, "task_id");
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(type, "type");
    requireNonNull(deadline, "deadline");
    requireNonNull(createdAt, "created_at");
    requiredCapabilities = List.copyOf(requiredCapabilities);
    payload = payload == null ? JsonNodeFactory.instance.objectNode() : payload;
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt counts from 1, was " + attempt);
    }
    if (requiredCapabilities.isEmpty()) {
      throw new IllegalArgumentException("required_capabilities names at least one capability");
    }
  }
}
