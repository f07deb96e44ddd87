package dev.batuta.orchestrator.schedule;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries firings out: an attempt, its outcome stored, the next attempt after a pause. A firing is
 * one instance's for the length of a lease; when that instance dies, another one tries again, which
 * has no second effect, because what is started has an id derived from the firing's.
 */
final class Firings {
  private static final Logger log = LoggerFactory.getLogger(Firings.class);
  private static final Duration UNKNOWN_TENANT = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /** A halt may be lifted at any moment. */
  private static final Duration HALTED_TENANT = Duration.ofSeconds(5);

  private static final int LONGEST_REASON = 300;

  private final FiringStore store;
  private final ScheduleStore schedules;
  private final Starts starts;
  private final ScheduleProperties properties;
  private final TenantDirectory tenants;
  private final Predicate<TenantId> halted;
  private final String owner;
  private final InstantSource clock;
  private final MeterRegistry meters;

  Firings(
      FiringStore store,
      ScheduleStore schedules,
      Starts starts,
      ScheduleProperties properties,
      TenantDirectory tenants,
      Predicate<TenantId> halted,
      String owner,
      InstantSource clock,
      MeterRegistry meters) {
    this.store = store;
    this.schedules = schedules;
    this.starts = starts;
    this.properties = properties;
    this.tenants = tenants;
    this.halted = halted;
    this.owner = owner;
    this.clock = clock;
    this.meters = meters;
  }

  /** Now, as exactly as the database keeps it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * How long to put off what is of a tenant that is halted or not served; empty for one that is.
   */
  Optional<Duration> delay(TenantId tenant) {
    Optional<TenantDescription> known = tenants.find(tenant);
    if (known.isEmpty()) {
      // Just after the start the tenants are still being read.
      return Optional.of(UNKNOWN_TENANT);
    }
    if (halted.test(tenant)) {
      return Optional.of(HALTED_TENANT);
    }
    return known.get().status() == TenantStatus.ACTIVE ? Optional.empty() : Optional.of(LOOK_AGAIN);
  }

  /** Carries out a firing that is due. */
  void runDue(Firing seen) {
    Instant now = now();
    Optional<Duration> delay = delay(seen.tenantId());
    if (delay.isPresent()) {
      store.postpone(seen, now.plus(delay.get()));
      return;
    }
    store.claim(seen, owner, now.plus(properties.lease())).ifPresent(this::run);
  }

  /** Carries out a firing that this instance holds; returns how it is then. */
  Firing run(Firing held) {
    Schedule schedule =
        schedules.find(held.tenantId(), UUID.fromString(held.scheduleId())).orElse(null);
    if (schedule == null) {
      Firing dropped = held.ended(FiringStatus.SKIPPED, null, "the schedule was deleted", now());
      var _ = store.end(dropped);
      return dropped;
    }
    if (schedule.status() == ScheduleStatus.PAUSED && held.cause() != FiringCause.MANUAL) {
      store.postpone(held, now().plus(LOOK_AGAIN));
      return held;
    }
    Firing tried = attempt(schedule, held);
    if (tried.status() == FiringStatus.PENDING) {
      if (store.retry(tried)) {
        schedules.attempted(tried);
      }
    } else if (store.end(tried)) {
      schedules.ended(tried);
      count(tried.status(), 1);
    }
    return tried;
  }

  /** Tries to start what a firing is for; nothing of the outcome is stored yet. */
  Firing attempt(Schedule schedule, Firing held) {
    try {
      return held.ended(FiringStatus.FIRED, starts.start(schedule, held), null, now());
    } catch (RuntimeException failure) {
      String reason = reason(failure);
      log.atWarn()
          .addKeyValue("schedule", schedule.id())
          .addKeyValue("firing", held.id())
          .addKeyValue("attempt", held.attempt() + 1)
          .setCause(failure)
          .log("schedule could not start what it should");
      Instant now = now();
      Firing failed = held.retried(reason, now.plus(properties.backoff(held.attempt() + 1)));
      return failed.attempt() < properties.attempts()
          ? failed
          : failed.ended(FiringStatus.FAILED, null, reason, now);
    }
  }

  /**
   * Stores the outcome of a planned firing's first attempt.
   *
   * @return whether its schedule has yet to count it
   */
  boolean kept(Firing tried) {
    if (store.insert(tried)) {
      return true;
    }
    // An instance died at it. If it failed before, whoever ends it counts; else nobody has yet.
    return tried.status() != FiringStatus.PENDING
        && (store.end(tried)
            || store.find(tried.tenantId(), tried.id()).map(Firing::attempt).orElse(1) == 0);
  }

  /** Stores in the history that firings were passed over. */
  void skipped(Schedule schedule, Instant planned, int count) {
    Instant now = now();
    var _ =
        store.insert(
            Firing.pending(
                    ScheduleRules.firingId(schedule.id(), "skipped " + planned),
                    schedule,
                    FiringCause.PLANNED,
                    planned,
                    null,
                    null,
                    now)
                .ended(
                    FiringStatus.SKIPPED,
                    null,
                    count + " planned from here on passed over by the misfire policy",
                    now));
    count(FiringStatus.SKIPPED, count);
  }

  void count(FiringStatus how, int firings) {
    meters.counter("batuta.schedules.firings", "outcome", how.word()).increment(firings);
  }

  /** For the tenant: a refusal's own words; of a broken part only what kind it is. */
  static String reason(RuntimeException failure) {
    String text =
        failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure.getClass().getName().startsWith("dev.batuta.")
            ? String.valueOf(failure.getMessage())
            : failure.getClass().getSimpleName();
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }
}
