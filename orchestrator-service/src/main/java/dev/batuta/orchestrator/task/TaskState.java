package dev.batuta.orchestrator.task;

import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How far a task is.
 *
 * @param status its state
 * @param attempt the current or last attempt, from 1
 * @param excused how many of the attempts do not count because the operator's hand ended them; 0
 *     when absent
 * @param pausedFrom the state that a pause found; null unless paused
 * @param updatedAt when this became so
 * @param deadline when the current attempt counts as lost; null when none is under way
 * @param nextCheckAt when the monitor must look at it; null once it has ended, and while paused
 * @param startedAt when an agent first began; null before
 * @param finishedAt when it ended; null before
 * @param instanceId the process that worked on it last; null before
 * @param processingMs how long the agent worked on it, in milliseconds; null before the result
 * @param result what came of it; null unless completed
 * @param error the newest failure; null if there was none
 */
public record TaskState(
    TaskStatus status,
    int attempt,
    Integer excused,
    @Nullable TaskStatus pausedFrom,
    Instant updatedAt,
    @Nullable Instant deadline,
    @Nullable Instant nextCheckAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable InstanceId instanceId,
    @Nullable Long processingMs,
    @Nullable JsonNode result,
    @Nullable TaskError error) {
  public TaskState {
    // Tasks that were stored before this field lack it.
    excused = excused == null ? 0 : excused;
  }

  /** How many attempts count towards the limit. */
  public int counted() {
    return attempt - excused;
  }

  /** The first attempt, not yet sent. */
  static TaskState first(Instant deadline, Instant checkAt, Instant now) {
    return new TaskState(
        TaskStatus.PENDING, 1, 0, null, now, deadline, checkAt, null, null, null, null, null, null);
  }

  /**
   * The next attempt, not yet sent.
   *
   * @param excuse whether the one before does not count
   */
  TaskState nextAttempt(boolean excuse, Instant deadline, Instant checkAt, Instant now) {
    return new TaskState(
        TaskStatus.PENDING,
        attempt + 1,
        excused + (excuse ? 1 : 0),
        null,
        now,
        deadline,
        checkAt,
        startedAt,
        null,
        instanceId,
        null,
        null,
        error);
  }

  /** The same attempt in another state. */
  TaskState moved(TaskStatus to, @Nullable Instant checkAt, Instant now) {
    return new TaskState(
        to,
        attempt,
        excused,
        null,
        now,
        deadline,
        checkAt,
        startedAt,
        null,
        instanceId,
        null,
        null,
        error);
  }

  /** An agent is at it. */
  TaskState begun(Instant when, InstanceId by, Instant now) {
    return new TaskState(
        status == TaskStatus.PAUSED ? status : TaskStatus.PROCESSING,
        attempt,
        excused,
        status == TaskStatus.PAUSED ? TaskStatus.PROCESSING : null,
        now,
        deadline,
        status == TaskStatus.PAUSED ? null : deadline,
        startedAt == null ? when : startedAt,
        null,
        by,
        null,
        null,
        error);
  }

  /** Held; an attempt that is under way keeps its deadline. */
  TaskState paused(TaskStatus from, Instant now) {
    return new TaskState(
        TaskStatus.PAUSED,
        attempt,
        excused,
        from,
        now,
        deadline,
        null,
        startedAt,
        null,
        instanceId,
        null,
        null,
        error);
  }

  /**
   * The attempt has failed; another one may follow.
   *
   * @param again when; null if it waits to be resumed
   */
  TaskState failed(TaskError why, @Nullable InstanceId by, @Nullable Instant again, Instant now) {
    return new TaskState(
        again == null ? TaskStatus.PAUSED : TaskStatus.WAITING_RETRY,
        attempt,
        excused,
        again == null ? TaskStatus.WAITING_RETRY : null,
        now,
        null,
        again,
        startedAt,
        null,
        by == null ? instanceId : by,
        null,
        null,
        why);
  }

  /** The end. */
  TaskState ended(
      TaskStatus how,
      @Nullable JsonNode with,
      @Nullable TaskError why,
      @Nullable InstanceId by,
      @Nullable Long tookMs,
      Instant now) {
    return new TaskState(
        how,
        attempt,
        excused,
        null,
        now,
        null,
        null,
        startedAt == null && tookMs != null ? now.minusMillis(tookMs) : startedAt,
        now,
        by == null ? instanceId : by,
        tookMs,
        with,
        why);
  }
}
