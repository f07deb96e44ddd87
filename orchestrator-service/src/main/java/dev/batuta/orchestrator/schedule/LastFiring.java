package dev.batuta.orchestrator.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The firing of a schedule that ended last.
 *
 * @param id the firing
 * @param plannedAt its planned moment
 * @param endedAt when it ended
 * @param status how
 * @param startedId the run or task that it started; null for none
 */
record LastFiring(
    String id,
    Instant plannedAt,
    Instant endedAt,
    FiringStatus status,
    @Nullable String startedId) {
  static LastFiring of(Firing firing) {
    return new LastFiring(
        firing.id(),
        firing.plannedAt(),
        firing.endedAt() == null ? firing.plannedAt() : firing.endedAt(),
        firing.status(),
        firing.startedId());
  }
}
