package dev.batuta.orchestrator.schedule;

import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import tools.jackson.databind.JsonNode;

/**
 * One time that a schedule fires.
 *
 * @param id derived from the schedule and the cause, so that the same firing is known everywhere
 * @param tenantId whose schedule
 * @param scheduleId which schedule
 * @param cause why it happens
 * @param plannedAt the planned moment, or when the event or the wish came
 * @param event what expressions know as {@code event}; null when none is the cause
 * @param traceparent the trace it belongs to; null for none
 * @param status what has become of it
 * @param attempt how many attempts have failed
 * @param dueAt when it is looked at next, the end of a lease while someone works at it; null when
 *     it has ended
 * @param owner who works at it, or did last; null before
 * @param startedId the run or task that it started; null before
 * @param error why it failed or was passed over, the last time; null for no reason
 * @param endedAt when it ended; null before
 * @param expiresAt when it is forgotten; null before its end
 */
@Document("schedule_firings")
record Firing(
    @Id String id,
    TenantId tenantId,
    String scheduleId,
    FiringCause cause,
    Instant plannedAt,
    @Nullable JsonNode event,
    @Nullable String traceparent,
    FiringStatus status,
    Integer attempt,
    @Nullable Instant dueAt,
    @Nullable String owner,
    @Nullable String startedId,
    @Nullable String error,
    @Nullable Instant endedAt,
    @Nullable Instant expiresAt) {
  private static final Duration KEPT = Duration.ofDays(30);

  /** A new one that waits until {@code dueAt}. */
  static Firing pending(
      UUID id,
      Schedule schedule,
      FiringCause cause,
      Instant plannedAt,
      @Nullable JsonNode event,
      @Nullable String traceparent,
      Instant dueAt) {
    return new Firing(
        id.toString(),
        schedule.tenantId(),
        schedule.id().toString(),
        cause,
        plannedAt,
        event,
        traceparent,
        FiringStatus.PENDING,
        0,
        dueAt,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same, held by someone who works at it. */
  Firing leased(String holder, Instant until) {
    return new Firing(
        id,
        tenantId,
        scheduleId,
        cause,
        plannedAt,
        event,
        traceparent,
        status,
        attempt,
        until,
        holder,
        startedId,
        error,
        endedAt,
        expiresAt);
  }

  /** The same after an attempt that failed, to be tried again. */
  Firing retried(String reason, Instant at) {
    return new Firing(
        id,
        tenantId,
        scheduleId,
        cause,
        plannedAt,
        event,
        traceparent,
        FiringStatus.PENDING,
        attempt + 1,
        at,
        owner,
        null,
        reason,
        null,
        null);
  }

  /** The same at its end. */
  Firing ended(FiringStatus how, @Nullable String started, @Nullable String reason, Instant at) {
    return new Firing(
        id,
        tenantId,
        scheduleId,
        cause,
        plannedAt,
        event,
        traceparent,
        how,
        attempt,
        null,
        owner,
        started,
        reason,
        at,
        at.plus(KEPT));
  }
}
