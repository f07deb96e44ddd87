package dev.batuta.orchestrator.schedule;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.orchestrator.calendar.BusinessCalendar;
import dev.batuta.starter.tenant.TenantDirectory;
import dev.batuta.starter.time.IdSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The schedules: stores what {@link ScheduleRules} decides. A schedule that is due is claimed by
 * one stored change, its firings are attempted, and a second change settles it. In between, the
 * claim says which firings are in whose hands, so that they are taken over after a crash.
 */
final class Schedules {
  private static final Logger log = LoggerFactory.getLogger(Schedules.class);
  private static final int RACES = 20;
  private static final Duration TROUBLE = Duration.ofMinutes(1);

  private final ScheduleStore store;
  private final FiringStore firingStore;
  private final Firings firings;
  private final ScheduleRules rules;
  private final ScheduleProperties properties;
  private final TenantDirectory tenants;
  private final IdSource ids;
  private final String owner;

  Schedules(
      ScheduleStore store,
      FiringStore firingStore,
      Firings firings,
      ScheduleProperties properties,
      TenantDirectory tenants,
      IdSource ids,
      String owner) {
    this.store = store;
    this.firingStore = firingStore;
    this.firings = firings;
    this.rules = new ScheduleRules(properties.late());
    this.properties = properties;
    this.tenants = tenants;
    this.ids = ids;
    this.owner = owner;
  }

  /** Makes one; empty when the tenant has as many as it may. */
  Optional<Schedule> create(TenantId tenant, ScheduleSpec spec) {
    if (store.count(tenant) >= properties.mostOfTenant()) {
      return Optional.empty();
    }
    return store.save(
        Schedule.created(ids.next(), tenant, spec, firings.now(), opening(tenant, spec)));
  }

  Optional<Schedule> update(TenantId tenant, UUID id, ScheduleSpec spec) {
    return change(
        tenant, id, schedule -> schedule.wanted(spec, firings.now(), opening(tenant, spec)));
  }

  /** Pauses one; one that has ended stays as it is. */
  Optional<Schedule> pause(TenantId tenant, UUID id) {
    return change(
        tenant,
        id,
        schedule -> schedule.status() == ScheduleStatus.ACTIVE ? schedule.paused() : schedule);
  }

  /** Lets a paused one go on; another one stays as it is. */
  Optional<Schedule> resume(TenantId tenant, UUID id) {
    return change(
        tenant,
        id,
        schedule ->
            schedule.status() == ScheduleStatus.PAUSED
                ? schedule.resumed(opening(tenant, schedule.spec()))
                : schedule);
  }

  /** Fires one at once, whatever its state; returns how the firing went. */
  Firing fire(Schedule schedule, @Nullable String traceparent) {
    Instant now = firings.now();
    Firing firing =
        Firing.pending(
                ScheduleRules.firingId(schedule.id(), "manual " + ids.next()),
                schedule,
                FiringCause.MANUAL,
                now,
                null,
                traceparent,
                now)
            .leased(owner, now.plus(properties.lease()));
    var _ = firingStore.insert(firing);
    return firings.run(firing);
  }

  /** Has a firing wait because of an event; nothing if there is one for it already. */
  void fire(Schedule schedule, String eventId, JsonNode event, @Nullable String traceparent) {
    Instant now = firings.now();
    UUID id = ScheduleRules.firingId(schedule.id(), "event " + eventId);
    Instant due =
        schedule.spec().calendar() == CalendarRule.ANY
            ? now.plus(ScheduleRules.jitter(id, schedule.spec().jitter()))
            : opening(schedule.tenantId(), schedule.spec())
                .apply(now.plus(ScheduleRules.jitter(id, schedule.spec().jitter())));
    var _ =
        firingStore.insert(
            Firing.pending(id, schedule, FiringCause.EVENT, now, event, traceparent, due));
  }

  /** Does what a schedule is to do now. */
  void runDue(Schedule seen) {
    Instant now = firings.now();
    Optional<Duration> delay = firings.delay(seen.tenantId());
    if (delay.isPresent()) {
      var _ = store.save(seen.postponed(now.plus(delay.get())));
      return;
    }
    Instant until = now.plus(properties.lease());
    Schedule.Claim lost = seen.claim();
    Instant planned = seen.next();
    int skipped = 0;
    Schedule wish;
    if (lost != null) {
      wish = seen.takenOver(lost, owner, until);
    } else if (planned == null) {
      return;
    } else {
      SchedulePlan plan =
          rules.plan(
              seen.id(),
              seen.spec(),
              seen.createdAt(),
              planned,
              now,
              opening(seen.tenantId(), seen.spec()));
      skipped = plan.skipped();
      wish = seen.claimed(plan, owner, until);
    }
    // The version check lets one instance win; the others find nothing to do.
    Schedule claimed = store.save(wish).orElse(null);
    if (claimed == null) {
      return;
    }
    if (skipped > 0 && planned != null) {
      firings.skipped(claimed, planned, skipped);
    }
    if (claimed.claim() != null) {
      start(claimed, claimed.claim());
    }
  }

  /** Shows that a schedule could not be treated, and puts it off. */
  void trouble(Schedule seen, RuntimeException failure) {
    log.atWarn()
        .addKeyValue("schedule", seen.id())
        .setCause(failure)
        .log("due schedule could not be treated; trying again in a minute");
    var _ = store.save(seen.troubled(Firings.reason(failure), firings.now().plus(TROUBLE)));
  }

  /** The next times at which a schedule fires; none when it is paused or waits for events. */
  List<Instant> next(Schedule schedule, int most) {
    return schedule.status() == ScheduleStatus.PAUSED
        ? List.of()
        : ScheduleRules.next(
            schedule.id(),
            schedule.spec(),
            schedule.createdAt(),
            schedule.next(),
            most,
            opening(schedule.tenantId(), schedule.spec()));
  }

  private void start(Schedule claimed, Schedule.Claim claim) {
    int fired = 0;
    int failed = 0;
    LastFiring last = null;
    String error = null;
    for (Instant planned : claim.planned()) {
      Firing held =
          Firing.pending(
                  ScheduleRules.firingId(claimed.id(), planned.toString()),
                  claimed,
                  FiringCause.PLANNED,
                  planned,
                  null,
                  null,
                  claim.until())
              .leased(owner, claim.until());
      Firing tried = firings.attempt(claimed, held);
      boolean counts = firings.kept(tried) && tried.status() != FiringStatus.PENDING;
      error = tried.error();
      if (counts) {
        fired += tried.status() == FiringStatus.FIRED ? 1 : 0;
        failed += tried.status() == FiringStatus.FAILED ? 1 : 0;
        last = LastFiring.of(tried);
        firings.count(tried.status(), 1);
      }
    }
    settle(claimed, claim, new Outcome(fired, failed, last, error));
  }

  private record Outcome(
      int fired, int failed, @Nullable LastFiring last, @Nullable String error) {}

  private void settle(Schedule claimed, Schedule.Claim claim, Outcome outcome) {
    Schedule current = claimed;
    for (int race = 0; race < RACES; race++) {
      if (!claim.equals(current.claim())) {
        // Its lease ran out and somebody else has taken over: that one counts.
        return;
      }
      Schedule settled =
          current.settled(
              outcome.fired(),
              outcome.failed(),
              outcome.last(),
              outcome.error(),
              opening(current.tenantId(), current.spec()));
      if (store.save(settled).isPresent()) {
        return;
      }
      Optional<Schedule> changed = store.find(claimed.tenantId(), claimed.id());
      if (changed.isEmpty()) {
        return;
      }
      current = changed.get();
    }
    throw new IllegalStateException(
        "schedule " + claimed.id() + " changed " + RACES + " times while settling");
  }

  private Optional<Schedule> change(TenantId tenant, UUID id, UnaryOperator<Schedule> rule) {
    for (int race = 0; race < RACES; race++) {
      Optional<Schedule> found = store.find(tenant, id);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Schedule changed = rule.apply(found.get());
      if (changed.equals(found.get())) {
        return found;
      }
      Optional<Schedule> stored = store.save(changed);
      if (stored.isPresent()) {
        return stored;
      }
    }
    throw new IllegalStateException("schedule " + id + " changed " + RACES + " times meanwhile");
  }

  private UnaryOperator<Instant> opening(TenantId tenant, ScheduleSpec spec) {
    Optional<TenantDescription> known =
        spec.calendar() == CalendarRule.ANY ? Optional.empty() : tenants.find(tenant);
    return known.isEmpty() ? moment -> moment : BusinessCalendar.of(known.get())::nextOpen;
  }
}
