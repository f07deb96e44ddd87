package dev.batuta.orchestrator.task;

import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import java.time.Instant;
import java.util.List;

/**
 * The rules of the operator's hand: pause, resume and cancel, as functions. Each command may come
 * twice without harm.
 *
 * <p>A pause withdraws an attempt that waits in the agent's queue, so that the agent does not begin
 * it; an attempt that is at work may end, and its result counts. A resume therefore begins a new
 * attempt with a new number (the withdrawn one stays refused by its number) that costs none of the
 * task's attempts; only an attempt that is still at work, within its deadline, is waited for
 * instead.
 */
final class TaskControl {
  private final TaskLifecycle lifecycle;

  TaskControl(TaskLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  /** What a task in that state allows. */
  static List<String> allowed(TaskStatus status) {
    return switch (status) {
      case PENDING, QUEUED, PROCESSING, WAITING_RETRY -> List.of("pause", "cancel");
      case PAUSED -> List.of("resume", "cancel");
      case FAILED, CANCELLED, DEAD_LETTERED -> List.of("retry");
      case COMPLETED -> List.of();
    };
  }

  /** Begin no attempt until it is resumed. */
  TaskDecision pause(Task task, String reason, Instant now) {
    TaskState state = task.state();
    return switch (state.status()) {
      case PENDING, QUEUED ->
          new TaskDecision.Changed(
              TaskLog.append(task, state.paused(state.status(), now), now, TaskLog.reason(reason)),
              List.of(new TaskEffect.Withdraw(state.attempt(), reason)));
      case PROCESSING, WAITING_RETRY ->
          new TaskDecision.Changed(
              TaskLog.append(task, state.paused(state.status(), now), now, TaskLog.reason(reason)),
              List.of());
      case PAUSED -> new TaskDecision.Unchanged(List.of());
      case COMPLETED, FAILED, CANCELLED, DEAD_LETTERED -> new TaskDecision.Refused();
    };
  }

  /** Go on. */
  TaskDecision resume(Task task, Instant now) {
    TaskState state = task.state();
    return switch (state.status()) {
      case PAUSED -> {
        Instant deadline = state.deadline();
        boolean atWork = state.pausedFrom() == TaskStatus.PROCESSING;
        yield atWork && deadline != null && deadline.isAfter(now)
            ? new TaskDecision.Changed(
                TaskLog.append(
                    task,
                    state.moved(TaskStatus.PROCESSING, deadline, now),
                    now,
                    TaskLog.reason("resumed; the agent is still at it")),
                List.of())
            : lifecycle.dispatchedAgain(
                task, state.pausedFrom() != TaskStatus.WAITING_RETRY, "resumed", now);
      }
      case PENDING, QUEUED, PROCESSING, WAITING_RETRY -> new TaskDecision.Unchanged(List.of());
      case COMPLETED, FAILED, CANCELLED, DEAD_LETTERED -> new TaskDecision.Refused();
    };
  }

  /** End it now, whatever its agent does. */
  TaskDecision cancel(Task task, String reason, Instant now) {
    TaskEffect withdraw = new TaskEffect.Withdraw(null, reason);
    return switch (task.state().status()) {
      case PENDING, QUEUED, PROCESSING, WAITING_RETRY, PAUSED ->
          new TaskDecision.Changed(
              lifecycle.ended(
                  task,
                  TaskStatus.CANCELLED,
                  null,
                  new TaskError("cancelled", reason, false),
                  null,
                  null,
                  now),
              List.of(withdraw, new TaskEffect.End()));
      case CANCELLED -> new TaskDecision.Unchanged(List.of(withdraw, new TaskEffect.End()));
      case COMPLETED, FAILED, DEAD_LETTERED -> new TaskDecision.Refused();
    };
  }
}
