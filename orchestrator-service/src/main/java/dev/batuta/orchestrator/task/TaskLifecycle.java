package dev.batuta.orchestrator.task;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.ProgressMessage;
import dev.batuta.contracts.message.ResultMessage;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rules of a task's life, as functions: task + what happened + now → new task + effects.
 * Results and commands may come late, twice and in any order; a terminal state never changes.
 */
final class TaskLifecycle {
  /** Code of the error of an attempt without a result. */
  static final String TIMED_OUT = "timed_out";

  private static final List<TaskEffect> DISPATCH = List.of(new TaskEffect.Dispatch());
  private static final List<TaskEffect> END = List.of(new TaskEffect.End());
  private static final TaskDecision NOTHING = new TaskDecision.Unchanged(List.of());

  private final TaskProperties policy;

  TaskLifecycle(TaskProperties policy) {
    this.policy = policy;
  }

  /** A new task, to be stored and then dispatched. */
  TaskDecision.Changed submitted(
      TaskId id, TenantId tenant, TaskSpec spec, TaskRoute route, Instant now) {
    TaskState state =
        new TaskState(
            TaskStatus.PENDING,
            1,
            now,
            now.plus(spec.timeout()),
            now.plus(policy.dispatchTimeout()),
            null,
            null,
            null,
            null,
            null,
            null);
    Task task = new Task(id, tenant, spec, route, state, List.of(), null, null);
    return new TaskDecision.Changed(log(task, state, now, Map.of()), DISPATCH);
  }

  /** Kafka has taken an attempt. */
  TaskDecision acknowledged(Task task, int attempt, Instant now) {
    TaskState state = task.state();
    if (state.status() != TaskStatus.PENDING || state.attempt() != attempt) {
      return NOTHING;
    }
    return changed(task, moved(state, TaskStatus.QUEUED, state.deadline(), now), now, Map.of());
  }

  /** An agent is at it. */
  TaskDecision progressed(Task task, ProgressMessage progress, Instant now) {
    TaskState state = task.state();
    if (state.attempt() != progress.attempt() || !underway(state.status())) {
      return NOTHING;
    }
    TaskState next =
        new TaskState(
            TaskStatus.PROCESSING,
            state.attempt(),
            now,
            state.deadline(),
            state.deadline(),
            state.startedAt() == null ? progress.timestamp() : state.startedAt(),
            null,
            progress.instanceId(),
            null,
            null,
            state.error());
    Map<String, Object> details = new HashMap<>();
    details.put("progress", progress.progress());
    if (progress.step() != null) {
      details.put("step", progress.step());
    }
    return changed(task, next, now, Map.of("details", details));
  }

  /** An agent has answered. The first answer of the current attempt counts. */
  TaskDecision resulted(Task task, ResultMessage result, Instant now) {
    TaskState state = task.state();
    if (state.status().terminal()) {
      // Whoever waits may have missed the end if we crashed after storing it.
      return new TaskDecision.Unchanged(END);
    }
    if (state.attempt() != result.attempt() || !underway(state.status())) {
      return NOTHING;
    }
    if (result.status() == TaskStatus.COMPLETED) {
      return ended(
          task,
          TaskStatus.COMPLETED,
          result.result(),
          null,
          result.instanceId(),
          result.processingTimeMs(),
          now);
    }
    TaskError error = result.error();
    if (error != null && error.retryable()) {
      return failedAttempt(task, error, result.instanceId(), now);
    }
    return ended(
        task, TaskStatus.FAILED, null, error, result.instanceId(), result.processingTimeMs(), now);
  }

  /** Someone does not need it any more. */
  TaskDecision cancelled(Task task, String reason, Instant now) {
    return task.state().status().terminal()
        ? NOTHING
        : ended(
            task,
            TaskStatus.CANCELLED,
            null,
            new TaskError("cancelled", reason, false),
            null,
            null,
            now);
  }

  /** The monitor's moment has come. */
  TaskDecision due(Task task, Instant now) {
    TaskState state = task.state();
    Instant checkAt = state.nextCheckAt();
    if (state.status().terminal() || checkAt == null || checkAt.isAfter(now)) {
      return NOTHING;
    }
    boolean late = state.deadline() != null && !state.deadline().isAfter(now);
    return switch (state.status()) {
      case WAITING_RETRY -> dispatched(task, state.attempt() + 1, now);
      case PENDING ->
          late
              ? failedAttempt(task, timeout(task), null, now)
              : changedWith(
                  task,
                  checkedAt(state, now.plus(policy.dispatchTimeout())),
                  DISPATCH,
                  now,
                  Map.of("details", Map.of("reason", "sent again: not acknowledged by Kafka")));
      case QUEUED, PROCESSING -> failedAttempt(task, timeout(task), null, now);
      case PAUSED, COMPLETED, FAILED, CANCELLED, DEAD_LETTERED -> NOTHING;
    };
  }

  private TaskDecision dispatched(Task task, int attempt, Instant now) {
    TaskState state = task.state();
    TaskState next =
        new TaskState(
            TaskStatus.PENDING,
            attempt,
            now,
            now.plus(task.spec().timeout()),
            now.plus(policy.dispatchTimeout()),
            state.startedAt(),
            null,
            state.instanceId(),
            null,
            null,
            state.error());
    return changedWith(task, next, DISPATCH, now, Map.of());
  }

  private TaskDecision failedAttempt(
      Task task, TaskError error, @Nullable InstanceId instance, Instant now) {
    TaskState state = task.state();
    if (state.attempt() >= task.spec().maxAttempts()) {
      return ended(task, TaskStatus.DEAD_LETTERED, null, error, instance, null, now);
    }
    Instant again = now.plus(backoff(state.attempt()));
    TaskState next =
        new TaskState(
            TaskStatus.WAITING_RETRY,
            state.attempt(),
            now,
            null,
            again,
            state.startedAt(),
            null,
            instance == null ? state.instanceId() : instance,
            null,
            null,
            error);
    return changed(
        task,
        next,
        now,
        Map.of("details", Map.of("reason", error.message(), "retry_at", again.toString())));
  }

  private TaskDecision ended(
      Task task,
      TaskStatus status,
      @Nullable JsonNode result,
      @Nullable TaskError error,
      @Nullable InstanceId instance,
      @Nullable Long processingMs,
      Instant now) {
    TaskState state = task.state();
    Instant started = state.startedAt();
    if (started == null && processingMs != null) {
      started = now.minusMillis(processingMs);
    }
    TaskState next =
        new TaskState(
            status,
            state.attempt(),
            now,
            null,
            null,
            started,
            now,
            instance == null ? state.instanceId() : instance,
            processingMs,
            result,
            error);
    Map<String, Object> data =
        error == null
            ? Map.of()
            : Map.of("error", Map.of("code", error.code(), "message", error.message()));
    Task logged = log(task, next, now, data);
    return new TaskDecision.Changed(
        new Task(
            logged.id(),
            logged.tenantId(),
            logged.spec(),
            logged.route(),
            logged.state(),
            logged.events(),
            now.plus(policy.kept()),
            logged.version()),
        END);
  }

  private Duration backoff(int attempt) {
    Duration backoff = policy.firstBackoff().multipliedBy(1L << Math.min(attempt - 1, 20));
    return backoff.compareTo(policy.longestBackoff()) > 0 ? policy.longestBackoff() : backoff;
  }

  private static TaskError timeout(Task task) {
    AgentId agent = task.route().agentId();
    return new TaskError(
        TIMED_OUT,
        "no result from " + agent + " within " + task.spec().timeout().toMillis() + " ms",
        true);
  }

  private static boolean underway(TaskStatus status) {
    return status == TaskStatus.PENDING
        || status == TaskStatus.QUEUED
        || status == TaskStatus.PROCESSING;
  }

  private static TaskState moved(
      TaskState state, TaskStatus status, @Nullable Instant checkAt, Instant now) {
    return new TaskState(
        status,
        state.attempt(),
        now,
        state.deadline(),
        checkAt,
        state.startedAt(),
        null,
        state.instanceId(),
        null,
        null,
        state.error());
  }

  private static TaskState checkedAt(TaskState state, Instant checkAt) {
    return moved(state, state.status(), checkAt, state.updatedAt());
  }

  private static TaskDecision changed(
      Task task, TaskState next, Instant now, Map<String, Object> data) {
    return changedWith(task, next, List.of(), now, data);
  }

  private static TaskDecision changedWith(
      Task task, TaskState next, List<TaskEffect> effects, Instant now, Map<String, Object> data) {
    return new TaskDecision.Changed(log(task, next, now, data), effects);
  }

  /** The task in its new state, with a line in its log. */
  private static Task log(Task task, TaskState next, Instant now, Map<String, Object> data) {
    String event =
        switch (next.status()) {
          case COMPLETED -> "task_completed";
          case FAILED, CANCELLED, DEAD_LETTERED -> "task_failed";
          case PENDING, QUEUED, PROCESSING, WAITING_RETRY, PAUSED -> "task_status_update";
        };
    Map<String, Object> all = new HashMap<>(data);
    all.put("status", next.status().word());
    all.put("attempt", next.attempt());
    List<TaskEvent> events = new ArrayList<>(task.events());
    int seq = events.isEmpty() ? 1 : events.getLast().seq() + 1;
    if (events.size() >= Task.EVENTS) {
      events.removeLast();
    }
    events.add(new TaskEvent(seq, event, now, all));
    return new Task(
        task.id(),
        task.tenantId(),
        task.spec(),
        task.route(),
        next,
        events,
        task.expiresAt(),
        task.version());
  }
}
