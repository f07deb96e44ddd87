package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.message.TaskError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a run knows of one execution of a step.
 *
 * @param kind the kind of step; {@code compensation} for one that undoes another
 * @param status how far it is
 * @param order when it began among the run's steps; counts up
 * @param round which retry of the run began it; 0 for the first way through
 * @param workId the task or the run that works on it; null for kinds that need none
 * @param input what it was given; for a for_each its items; null for kinds that take nothing
 * @param output what it produced, for a condition the chosen step; null while open or failed
 * @param error why it failed; null if it did not
 * @param attempts how many attempts its task took; null while open or without a task
 * @param frames its branches or items; null for kinds without
 * @param dueAt when a delay ends or a callback is given up; null for other kinds
 * @param startedAt when it began
 * @param endedAt when it ended; null while open
 */
public record StepRun(
    String kind,
    StepStatus status,
    int order,
    int round,
    @Nullable String workId,
    @Nullable JsonNode input,
    @Nullable JsonNode output,
    @Nullable TaskError error,
    @Nullable Integer attempts,
    @Nullable List<Frame> frames,
    @Nullable Instant dueAt,
    Instant startedAt,
    @Nullable Instant endedAt) {
  /**
   * A branch or an item.
   *
   * @param status how far it is
   * @param output what it produced; null while open or failed
   * @param failure why it failed; null if it did not
   */
  public record Frame(StepStatus status, @Nullable JsonNode output, @Nullable String failure) {
    static final Frame WAITING = new Frame(StepStatus.WAITING, null, null);
    static final Frame RUNNING = new Frame(StepStatus.RUNNING, null, null);
    static final Frame CANCELLED = new Frame(StepStatus.CANCELLED, null, null);
  }

  public StepRun {
    frames = frames == null ? null : List.copyOf(frames);
  }

  /** One that begins. */
  static StepRun begun(String kind, int order, int round, Instant now) {
    return new StepRun(
        kind,
        StepStatus.RUNNING,
        order,
        round,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        now,
        null);
  }

  boolean open() {
    return !status.ended();
  }

  StepRun worked(String work, @Nullable JsonNode given) {
    return new StepRun(
        kind, status, order, round, work, given, output, error, attempts, frames, dueAt, startedAt,
        endedAt);
  }

  StepRun given(@Nullable JsonNode what) {
    return new StepRun(
        kind, status, order, round, workId, what, output, error, attempts, frames, dueAt, startedAt,
        endedAt);
  }

  StepRun due(@Nullable Instant at) {
    return new StepRun(
        kind, status, order, round, workId, input, output, error, attempts, frames, at, startedAt,
        endedAt);
  }

  StepRun framed(List<Frame> all) {
    return new StepRun(
        kind, status, order, round, workId, input, output, error, attempts, all, dueAt, startedAt,
        endedAt);
  }

  StepRun completed(@Nullable JsonNode what, @Nullable Integer tries, Instant now) {
    return new StepRun(
        kind,
        StepStatus.COMPLETED,
        order,
        round,
        workId,
        input,
        what,
        null,
        tries,
        frames,
        dueAt,
        startedAt,
        now);
  }

  StepRun failed(TaskError why, @Nullable Integer tries, Instant now) {
    return new StepRun(
        kind,
        StepStatus.FAILED,
        order,
        round,
        workId,
        input,
        null,
        why,
        tries,
        frames,
        dueAt,
        startedAt,
        now);
  }

  StepRun cancelled(Instant now) {
    return new StepRun(
        kind,
        StepStatus.CANCELLED,
        order,
        round,
        workId,
        input,
        null,
        null,
        attempts,
        frames,
        dueAt,
        startedAt,
        now);
  }

  /** Open again, in a later round. */
  StepRun reopened(int nextRound) {
    return new StepRun(
        kind,
        StepStatus.RUNNING,
        order,
        nextRound,
        workId,
        input,
        null,
        null,
        null,
        frames,
        dueAt,
        startedAt,
        null);
  }
}
