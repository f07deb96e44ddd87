package dev.batuta.orchestrator.task;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.topic.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was asked for; never changes.
 *
 * @param type what the task is called
 * @param requiredCapabilities what its agent must be able to do; the first names the handler
 * @param priority its lane
 * @param payload the input; an object
 * @param metadata facts about the origin; null for none
 * @param maxAttempts attempts at the most, from 1
 * @param timeout how long an attempt may take from dispatch to result; positive
 * @param backoff pause before the second attempt, doubling with each; null for the platform's
 * @param globalTaskId the task or run it is part of; itself when it stands alone
 * @param runId the workflow run that waits for it; null when none does
 * @param step that run's step; null when there is no run
 * @param traceparent the trace it belongs to; null for none
 * @param retryOf the ended task whose work it does again; null for none
 * @param createdAt when it was submitted
 */
public record TaskSpec(
    String type,
    List<Capability> requiredCapabilities,
    Priority priority,
    JsonNode payload,
    @Nullable JsonNode metadata,
    int maxAttempts,
    Duration timeout,
    @Nullable Duration backoff,
    String globalTaskId,
    @Nullable String runId,
    @Nullable String step,
    @Nullable String traceparent,
    @Nullable TaskId retryOf,
    Instant createdAt) {
  public TaskSpec {
    requiredCapabilities = List.copyOf(requiredCapabilities);
    if (maxAttempts < 1 || !timeout.isPositive()) {
      throw new IllegalArgumentException("a task has at least one attempt and a positive timeout");
    }
  }
}
