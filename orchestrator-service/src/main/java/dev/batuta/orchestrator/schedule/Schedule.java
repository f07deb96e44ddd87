package dev.batuta.orchestrator.schedule;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A schedule of a tenant and how far it is. Changes by pure functions; a change is stored with a
 * version check.
 *
 * @param id identity
 * @param tenantId whose
 * @param spec what is wanted
 * @param status whether it fires
 * @param createdAt when it was made
 * @param updatedAt when what is wanted changed last
 * @param next the planned moment that comes next; null with events and at its end
 * @param dueAt when it is looked at next: when {@code next} is due, or the end of a lease; null for
 *     never
 * @param claim the firings that someone is starting; null for none
 * @param fired how many firings started what they should
 * @param skipped how many were passed over
 * @param failed how many could not start anything
 * @param last the firing that ended last; null before the first
 * @param lastError why the last attempt failed; null when it did not
 * @param version of the stored document; null before it is stored
 */
record Schedule(
    UUID id,
    TenantId tenantId,
    ScheduleSpec spec,
    ScheduleStatus status,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant next,
    @Nullable Instant dueAt,
    @Nullable Claim claim,
    long fired,
    long skipped,
    long failed,
    @Nullable LastFiring last,
    @Nullable String lastError,
    @Nullable Long version) {
  /**
   * Planned firings in somebody's hands.
   *
   * @param owner whose
   * @param until when somebody else may take them over
   * @param planned their moments, in order; at least one
   */
  record Claim(String owner, Instant until, List<Instant> planned) {
    Claim {
      planned = List.copyOf(planned);
    }
  }

  /** A new one. */
  static Schedule created(
      UUID id, TenantId tenant, ScheduleSpec spec, Instant now, UnaryOperator<Instant> opening) {
    return new Schedule(
            id,
            tenant,
            spec,
            ScheduleStatus.ACTIVE,
            now,
            now,
            null,
            null,
            null,
            0,
            0,
            0,
            null,
            null,
            null)
        .wanted(spec, now, opening);
  }

  /** Whether events make it fire. */
  boolean onEvents() {
    return spec.trigger() instanceof Trigger.Event;
  }

  /** Something else is wanted from now on; firings under way are not touched. */
  Schedule wanted(ScheduleSpec wish, Instant now, UnaryOperator<Instant> opening) {
    Instant first = ScheduleRules.after(wish, createdAt, now);
    ScheduleStatus then = status == ScheduleStatus.PAUSED ? status : ScheduleStatus.ACTIVE;
    return with(wish, then, now, first, claim, lastError).looked(opening);
  }

  Schedule paused() {
    return with(spec, ScheduleStatus.PAUSED, updatedAt, next, claim, lastError).looked(t -> t);
  }

  /** Goes on; what was planned in the pause is left to the misfire policy. */
  Schedule resumed(UnaryOperator<Instant> opening) {
    return with(spec, ScheduleStatus.ACTIVE, updatedAt, next, claim, lastError).looked(opening);
  }

  /** What is planned has been looked at: its firings, if any, are the owner's until then. */
  Schedule claimed(SchedulePlan plan, String owner, Instant until) {
    boolean idle = plan.fire().isEmpty();
    Schedule then =
        with(
            spec,
            idle && plan.next() == null ? ScheduleStatus.ENDED : status,
            updatedAt,
            plan.next(),
            idle ? null : new Claim(owner, until, plan.fire()),
            lastError);
    return then.due(idle ? plan.dueAt() : until).counted(0, plan.skipped(), 0);
  }

  /** Somebody takes over what another one did not end. */
  Schedule takenOver(Claim lost, String owner, Instant until) {
    return with(spec, status, updatedAt, next, new Claim(owner, until, lost.planned()), lastError)
        .due(until);
  }

  /**
   * The claimed firings are done with.
   *
   * @param nowFired how many started what they should
   * @param nowFailed how many are given up
   * @param newest the one that ended last; null when none did
   * @param error why one failed; null when none did
   */
  Schedule settled(
      int nowFired,
      int nowFailed,
      @Nullable LastFiring newest,
      @Nullable String error,
      UnaryOperator<Instant> opening) {
    Schedule then = with(spec, status, updatedAt, next, null, error).looked(opening);
    return then.counted(nowFired, 0, nowFailed).last(newest);
  }

  /** Something is wrong with it; it is looked at again at {@code at}. */
  Schedule troubled(String error, Instant at) {
    return with(spec, status, updatedAt, next, claim, error).due(at);
  }

  /** It is looked at no earlier than {@code at}. */
  Schedule postponed(Instant at) {
    return due(at);
  }

  /** Decides when it is looked at next, and whether it has ended. */
  private Schedule looked(UnaryOperator<Instant> opening) {
    if (claim != null) {
      return this;
    }
    if (status == ScheduleStatus.PAUSED || onEvents()) {
      return due(null);
    }
    if (next == null) {
      return with(spec, ScheduleStatus.ENDED, updatedAt, null, null, lastError).due(null);
    }
    return due(ScheduleRules.due(id, spec, createdAt, next, opening));
  }

  private Schedule with(
      ScheduleSpec wish,
      ScheduleStatus then,
      Instant changedAt,
      @Nullable Instant planned,
      @Nullable Claim held,
      @Nullable String error) {
    return new Schedule(
        id, tenantId, wish, then, createdAt, changedAt, planned, dueAt, held, fired, skipped,
        failed, last, error, version);
  }

  private Schedule due(@Nullable Instant at) {
    return new Schedule(
        id, tenantId, spec, status, createdAt, updatedAt, next, at, claim, fired, skipped, failed,
        last, lastError, version);
  }

  private Schedule counted(int moreFired, int moreSkipped, int moreFailed) {
    return new Schedule(
        id,
        tenantId,
        spec,
        status,
        createdAt,
        updatedAt,
        next,
        dueAt,
        claim,
        fired + moreFired,
        skipped + moreSkipped,
        failed + moreFailed,
        last,
        lastError,
        version);
  }

  private Schedule last(@Nullable LastFiring newest) {
    return newest == null
        ? this
        : new Schedule(
            id, tenantId, spec, status, createdAt, updatedAt, next, dueAt, claim, fired, skipped,
            failed, newest, lastError, version);
  }
}
