package dev.batuta.orchestrator.task;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A task as callers see it. */
record TaskView(
    TaskId taskId,
    TenantId tenantId,
    String globalTaskId,
    String type,
    TaskStatus status,
    String priority,
    int attempt,
    int maxAttempts,
    List<Capability> requiredCapabilities,
    AgentId agentId,
    @Nullable InstanceId instanceId,
    String routingReason,
    @Nullable JsonNode routing,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant deadline,
    @Nullable Long processingTimeMs,
    JsonNode payload,
    @Nullable JsonNode metadata,
    @Nullable JsonNode result,
    @Nullable TaskError error,
    List<String> allowed,
    @Nullable TaskId retryOf,
    @Nullable TaskId retriedBy) {
  static TaskView of(Task task) {
    TaskSpec spec = task.spec();
    TaskState state = task.state();
    return new TaskView(
        task.id(),
        task.tenantId(),
        spec.globalTaskId(),
        spec.type(),
        state.status(),
        spec.priority().name().toLowerCase(Locale.ROOT),
        state.attempt(),
        spec.maxAttempts(),
        spec.requiredCapabilities(),
        task.route().agentId(),
        state.instanceId(),
        task.route().reason(),
        task.route().explanation(),
        spec.createdAt(),
        state.updatedAt(),
        state.startedAt(),
        state.finishedAt(),
        state.deadline(),
        state.processingMs(),
        spec.payload(),
        spec.metadata(),
        state.result(),
        state.error(),
        TaskControl.allowed(state.status()),
        spec.retryOf(),
        task.retriedBy());
  }

  /** A page of tasks; {@code nextCursor} is null on the last one. */
  record Page(List<TaskView> items, @Nullable String nextCursor) {}
}
