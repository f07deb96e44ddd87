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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rules of a task's life, as functions: task + what happened + now → new task + effects.
 * Results and commands may come late, twice and in any order; a terminal state never changes. What
 * the operator's hand does stands in {@link TaskControl}.
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
        TaskState.first(now.plus(spec.timeout()), now.plus(policy.dispatchTimeout()), now);
    Task task = new Task(id, tenant, spec, route, state, List.of(), null, null, null);
    return new TaskDecision.Changed(TaskLog.append(task, state, now, Map.of()), DISPATCH);
  }

  /** Kafka has taken an attempt. */
  TaskDecision acknowledged(Task task, int attempt, Instant now) {
    TaskState state = task.state();
    if (state.status() != TaskStatus.PENDING || state.attempt() != attempt) {
      return NOTHING;
    }
    return changed(task, state.moved(TaskStatus.QUEUED, state.deadline(), now), now, Map.of());
  }

  /** An agent is at it. */
  TaskDecision progressed(Task task, ProgressMessage progress, Instant now) {
    TaskState state = task.state();
    if (!answers(state, progress.attempt())) {
      return NOTHING;
    }
    Map<String, Object> details = new HashMap<>();
    details.put("progress", progress.progress());
    if (progress.step() != null) {
      details.put("step", progress.step());
    }
    if (!progress.toolsUsed().isEmpty()) {
      details.put("tools_used", progress.toolsUsed());
    }
    return new TaskDecision.Changed(
        TaskLog.append(
            task,
            state.begun(progress.timestamp(), progress.instanceId(), now),
            now,
            Map.of("details", details),
            progress.intermediateResult()),
        List.of());
  }

  /** An agent has answered. The first answer of the current attempt counts. */
  TaskDecision resulted(Task task, ResultMessage result, Instant now) {
    TaskState state = task.state();
    if (state.status().terminal()) {
      // Whoever waits may have missed the end if we crashed after storing it.
      return new TaskDecision.Unchanged(END);
    }
    if (!answers(state, result.attempt())) {
      return NOTHING;
    }
    TaskError error = result.error();
    if (result.status() == TaskStatus.FAILED && error != null && error.retryable()) {
      return failedAttempt(task, error, result.instanceId(), now);
    }
    return new TaskDecision.Changed(
        ended(
            task,
            result.status() == TaskStatus.COMPLETED ? TaskStatus.COMPLETED : TaskStatus.FAILED,
            result.result(),
            error,
            result.instanceId(),
            result.processingTimeMs(),
            now),
        END);
  }

  /** The monitor's moment has come. */
  TaskDecision due(Task task, Instant now) {
    return due(task, now, null);
  }

  /**
   * The monitor's moment has come. An attempt that was sent before its tenant's halt was lifted may
   * have lost its time waiting; when it is lost, it does not count.
   *
   * @param lifted when the tenant's last halt was lifted; null if it never was halted
   */
  TaskDecision due(Task task, Instant now, @Nullable Instant lifted) {
    TaskState state = task.state();
    Instant checkAt = state.nextCheckAt();
    if (state.status().terminal() || checkAt == null || checkAt.isAfter(now)) {
      return NOTHING;
    }
    Instant deadline = state.deadline();
    boolean late = deadline != null && !deadline.isAfter(now);
    boolean halted =
        deadline != null
            && lifted != null
            && deadline.minus(task.spec().timeout()).isBefore(lifted);
    return switch (state.status()) {
      case WAITING_RETRY -> dispatched(task, false, Map.of(), now);
      case PENDING ->
          late
              ? lost(task, halted, now)
              : new TaskDecision.Changed(
                  TaskLog.append(
                      task,
                      state.moved(
                          TaskStatus.PENDING,
                          now.plus(policy.dispatchTimeout()),
                          state.updatedAt()),
                      now,
                      TaskLog.reason("sent again: not acknowledged by Kafka")),
                  DISPATCH);
      case QUEUED, PROCESSING -> lost(task, halted, now);
      case PAUSED, COMPLETED, FAILED, CANCELLED, DEAD_LETTERED -> NOTHING;
    };
  }

  /**
   * Begins the next attempt at once.
   *
   * @param excuse whether the one before does not count
   */
  TaskDecision dispatchedAgain(Task task, boolean excuse, String reason, Instant now) {
    return dispatched(task, excuse, TaskLog.reason(reason), now);
  }

  /** The task at its end. */
  Task ended(
      Task task,
      TaskStatus status,
      @Nullable JsonNode result,
      @Nullable TaskError error,
      @Nullable InstanceId instance,
      @Nullable Long processingMs,
      Instant now) {
    TaskState next =
        task.state()
            .ended(
                status,
                status == TaskStatus.COMPLETED ? result : null,
                error,
                instance,
                processingMs,
                now);
    return TaskLog.append(
            task,
            next,
            now,
            error == null ? Map.of() : TaskLog.error(error.code(), error.message()))
        .expiring(now.plus(policy.kept()));
  }

  private TaskDecision lost(Task task, boolean halted, Instant now) {
    return halted
        ? dispatchedAgain(task, true, "sent again: all work was stopped meanwhile", now)
        : failedAttempt(task, timeout(task), null, now);
  }

  private TaskDecision dispatched(
      Task task, boolean excuse, Map<String, Object> data, Instant now) {
    TaskState next =
        task.state()
            .nextAttempt(
                excuse, now.plus(task.spec().timeout()), now.plus(policy.dispatchTimeout()), now);
    return new TaskDecision.Changed(TaskLog.append(task, next, now, data), DISPATCH);
  }

  private TaskDecision failedAttempt(
      Task task, TaskError error, @Nullable InstanceId instance, Instant now) {
    TaskState state = task.state();
    if (state.counted() >= task.spec().maxAttempts()) {
      return new TaskDecision.Changed(
          ended(task, TaskStatus.DEAD_LETTERED, null, error, instance, null, now), END);
    }
    if (state.status() == TaskStatus.PAUSED) {
      return changed(
          task, state.failed(error, instance, null, now), now, TaskLog.reason(error.message()));
    }
    Instant again = now.plus(backoff(task.spec().backoff(), state.counted()));
    return changed(
        task,
        state.failed(error, instance, again, now),
        now,
        Map.of("details", Map.of("reason", error.message(), "retry_at", again.toString())));
  }

  private Duration backoff(@Nullable Duration own, int attempt) {
    Duration first = own == null ? policy.firstBackoff() : own;
    Duration backoff = first.multipliedBy(1L << Math.min(attempt - 1, 20));
    return backoff.compareTo(policy.longestBackoff()) > 0 ? policy.longestBackoff() : backoff;
  }

  private static TaskError timeout(Task task) {
    AgentId agent = task.route().agentId();
    return new TaskError(
        TIMED_OUT,
        "no result from " + agent + " within " + task.spec().timeout().toMillis() + " ms",
        true);
  }

  /** Whether a message about that attempt is about the one that is out; a paused one may be. */
  private static boolean answers(TaskState state, int attempt) {
    boolean out =
        state.status() == TaskStatus.PAUSED
            ? state.pausedFrom() != TaskStatus.WAITING_RETRY
            : TaskLog.underway(state.status());
    return out && state.attempt() == attempt;
  }

  private static TaskDecision changed(
      Task task, TaskState next, Instant now, Map<String, Object> data) {
    return new TaskDecision.Changed(TaskLog.append(task, next, now, data), List.of());
  }
}
