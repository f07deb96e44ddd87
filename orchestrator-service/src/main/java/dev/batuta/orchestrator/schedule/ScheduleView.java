package dev.batuta.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as its tenant sees it.
 *
 * @param id identity
 * @param name for people
 * @param status whether it fires
 * @param trigger what makes it fire
 * @param target what it starts
 * @param misfire what becomes of missed firings
 * @param jitter how much later than planned it fires at the most
 * @param calendar the hours it keeps to
 * @param startsAt nothing is planned before
 * @param endsAt nothing is planned after
 * @param nextFirings when it fires next, jitter and opening hours included; at most five
 * @param fired how many firings started what they should
 * @param skipped how many were passed over
 * @param failed how many could not start anything
 * @param lastFiring the one that ended last
 * @param lastError why the last attempt failed
 * @param createdAt when it was made
 * @param updatedAt when what is wanted changed last
 */
record ScheduleView(
    UUID id,
    String name,
    ScheduleStatus status,
    Trigger trigger,
    Target target,
    Misfire misfire,
    Duration jitter,
    CalendarRule calendar,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    List<Instant> nextFirings,
    long fired,
    long skipped,
    long failed,
    @Nullable FiringView lastFiring,
    @Nullable String lastError,
    Instant createdAt,
    Instant updatedAt) {
  /** A page of schedules; {@code nextCursor} is null on the last. */
  record Page(List<ScheduleView> schedules, @Nullable String nextCursor) {}

  /** The newest firings of a schedule. */
  record History(List<FiringView> firings) {}

  /**
   * A firing as its tenant sees it.
   *
   * @param id identity
   * @param cause why it happens; null in the short form
   * @param plannedAt the planned moment, or when the event or the wish came
   * @param status what has become of it
   * @param failedAttempts how many attempts failed; null in the short form
   * @param nextAttemptAt when it is tried next; null when it has ended
   * @param runId the run that it started
   * @param taskId the task that it started
   * @param error why it failed or was passed over
   * @param endedAt when it ended
   */
  record FiringView(
      String id,
      @Nullable FiringCause cause,
      Instant plannedAt,
      FiringStatus status,
      @Nullable Integer failedAttempts,
      @Nullable Instant nextAttemptAt,
      @Nullable String runId,
      @Nullable String taskId,
      @Nullable String error,
      @Nullable Instant endedAt) {
    static FiringView of(Firing firing, Target target) {
      boolean run = target instanceof Target.Workflow;
      return new FiringView(
          firing.id(),
          firing.cause(),
          firing.plannedAt(),
          firing.status(),
          firing.attempt(),
          firing.dueAt(),
          run ? firing.startedId() : null,
          run ? null : firing.startedId(),
          firing.error(),
          firing.endedAt());
    }

    static FiringView of(LastFiring last, Target target) {
      boolean run = target instanceof Target.Workflow;
      return new FiringView(
          last.id(),
          null,
          last.plannedAt(),
          last.status(),
          null,
          null,
          run ? last.startedId() : null,
          run ? null : last.startedId(),
          null,
          last.endedAt());
    }
  }

  static ScheduleView of(Schedule schedule, List<Instant> nextFirings) {
    ScheduleSpec spec = schedule.spec();
    return new ScheduleView(
        schedule.id(),
        spec.name(),
        schedule.status(),
        spec.trigger(),
        spec.target(),
        spec.misfire(),
        spec.jitter(),
        spec.calendar(),
        spec.startsAt(),
        spec.endsAt(),
        nextFirings,
        schedule.fired(),
        schedule.skipped(),
        schedule.failed(),
        schedule.last() == null ? null : FiringView.of(schedule.last(), spec.target()),
        schedule.lastError(),
        schedule.createdAt(),
        schedule.updatedAt());
  }
}
