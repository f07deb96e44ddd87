package dev.batuta.orchestrator.task;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.topic.Priority;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A wish for a task.
 *
 * @param id identity; a request with an id that exists already has no effect
 * @param tenant for whom
 * @param type what it is called
 * @param capabilities what its agent must be able to do; at least one
 * @param priority its lane
 * @param payload the input; an object
 * @param metadata facts about the origin; null for none
 * @param maxAttempts attempts at the most; null for the default
 * @param timeout per attempt; null for the default
 * @param run the workflow run and step that wait for it; null for none
 * @param backoff pause before the second attempt; null for the platform's
 * @param retryOf the ended task whose work it does again; null for none
 */
public record TaskRequest(
    TaskId id,
    TenantId tenant,
    String type,
    List<Capability> capabilities,
    Priority priority,
    JsonNode payload,
    @Nullable JsonNode metadata,
    @Nullable Integer maxAttempts,
    @Nullable Duration timeout,
    @Nullable RunStep run,
    @Nullable Duration backoff,
    @Nullable TaskId retryOf) {
  /**
   * A step of a workflow run.
   *
   * @param runId the run
   * @param step the step's id
   * @param traceparent the trace of the run; null for none
   */
  public record RunStep(String runId, String step, @Nullable String traceparent) {}

  public TaskRequest {
    capabilities = List.copyOf(capabilities);
  }

  /** The same with another input. */
  public TaskRequest withPayload(JsonNode other) {
    return new TaskRequest(
        id,
        tenant,
        type,
        capabilities,
        priority,
        other,
        metadata,
        maxAttempts,
        timeout,
        run,
        backoff,
        retryOf);
  }

  /** The same with a pause of its own before the second attempt; null for the platform's. */
  public TaskRequest withBackoff(@Nullable Duration pause) {
    return new TaskRequest(
        id,
        tenant,
        type,
        capabilities,
        priority,
        payload,
        metadata,
        maxAttempts,
        timeout,
        run,
        pause,
        retryOf);
  }

  /** A wish that is no retry. */
  public TaskRequest(
      TaskId id,
      TenantId tenant,
      String type,
      List<Capability> capabilities,
      Priority priority,
      JsonNode payload,
      @Nullable JsonNode metadata,
      @Nullable Integer maxAttempts,
      @Nullable Duration timeout,
      @Nullable RunStep run) {
    this(
        id,
        tenant,
        type,
        capabilities,
        priority,
        payload,
        metadata,
        maxAttempts,
        timeout,
        run,
        null,
        null);
  }

  /** The work of an ended task once more. */
  static TaskRequest again(TaskId id, Task task) {
    TaskSpec spec = task.spec();
    return new TaskRequest(
        id,
        task.tenantId(),
        spec.type(),
        spec.requiredCapabilities(),
        spec.priority(),
        spec.payload(),
        spec.metadata(),
        spec.maxAttempts(),
        spec.timeout(),
        null,
        spec.backoff(),
        task.id());
  }
}
