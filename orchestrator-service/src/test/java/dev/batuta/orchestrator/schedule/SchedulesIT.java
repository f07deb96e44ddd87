package dev.batuta.orchestrator.schedule;

import static dev.batuta.orchestrator.schedule.SampleSchedules.ACME;
import static dev.batuta.orchestrator.schedule.SampleSchedules.NOON;
import static dev.batuta.orchestrator.schedule.SampleSchedules.every;
import static dev.batuta.orchestrator.schedule.SampleSchedules.json;
import static dev.batuta.orchestrator.schedule.SampleSchedules.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.orchestrator.event.EventReceived;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.starter.store.MongoFixture;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithInfrastructure
final class SchedulesIT {
  private static final TenantId OTHER = new TenantId("somebody-else");

  private final MongoFixture mongo;
  private final ScheduleStore store;
  private final FiringStore firingStore;
  private final TenantDirectory tenants = new TenantDirectory();
  private final ConcurrentHashMap<String, AtomicInteger> started = new ConcurrentHashMap<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private volatile boolean broken;
  private volatile Instant now = NOON;

  SchedulesIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "schedules-" + UUID.randomUUID());
    store = new ScheduleStore(mongo.template());
    firingStore = new FiringStore(mongo.template());
    tenants.apply(SampleSchedules.tenant(ACME, TenantStatus.ACTIVE));
    tenants.apply(SampleSchedules.tenant(OTHER, TenantStatus.ACTIVE));
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void a_schedule_comes_back_as_it_was_stored() {
    Instance one = new Instance("one", this::start);
    Schedule made = one.create(spec(new Trigger.Cron("0 9 * * *", "America/Bogota")));

    assertThat(store.find(ACME, made.id())).contains(made);
    assertThat(store.find(OTHER, made.id())).isEmpty();
    assertThat(made.next()).isEqualTo("2126-03-04T14:00:00Z");
    assertThat(made.dueAt()).isEqualTo(made.next());
  }

  @Test
  void a_firing_starts_its_target_once_and_is_counted_and_kept() {
    Instance one = new Instance("one", this::start);
    UUID id = one.create(spec(every(Duration.ofHours(1)))).id();

    now = NOON.plusSeconds(3_601);
    one.drain();
    one.drain();

    Schedule after = store.find(ACME, id).orElseThrow();
    Firing firing = firingStore.history(ACME, id, 10).getFirst();
    assertThat(started).hasSize(1);
    assertThat(after.fired()).isEqualTo(1);
    assertThat(after.last()).isEqualTo(LastFiring.of(firing));
    assertThat(after.dueAt()).isEqualTo(NOON.plusSeconds(7_200));
    assertThat(firing.status()).isEqualTo(FiringStatus.FIRED);
    assertThat(firing.startedId()).isEqualTo("run of " + firing.id());
    assertThat(firing.plannedAt()).isEqualTo(NOON.plusSeconds(3_600));
  }

  @Test
  void a_paused_schedule_does_not_fire_and_its_policy_decides_when_it_goes_on() {
    Instance one = new Instance("one", this::start);
    UUID id = one.create(spec(every(Duration.ofHours(1)))).id();

    one.schedules.pause(ACME, id);
    now = NOON.plus(Duration.ofHours(5));
    one.drain();
    assertThat(started).isEmpty();
    one.schedules.resume(ACME, id);
    one.drain();

    Schedule after = store.find(ACME, id).orElseThrow();
    assertThat(after.fired()).isEqualTo(1);
    assertThat(after.skipped()).isEqualTo(4);
    assertThat(started).hasSize(1);
  }

  @Test
  void run_now_fires_also_when_paused_and_leaves_the_plan_as_it_is() {
    Instance one = new Instance("one", this::start);
    UUID id = one.create(spec(every(Duration.ofHours(1)))).id();
    Schedule paused = one.schedules.pause(ACME, id).orElseThrow();

    Firing firing = one.schedules.fire(paused, null);

    Schedule after = store.find(ACME, id).orElseThrow();
    assertThat(firing.status()).isEqualTo(FiringStatus.FIRED);
    assertThat(after.fired()).isEqualTo(1);
    assertThat(after.next()).isEqualTo(NOON.plusSeconds(3_600));
    assertThat(after.status()).isEqualTo(ScheduleStatus.PAUSED);
  }

  @Test
  void a_target_that_cannot_be_started_is_tried_again_and_then_counted_as_failed() {
    Instance one = new Instance("one", this::start);
    UUID id = one.create(spec(new Trigger.Once(NOON.plusSeconds(60)))).id();
    broken = true;

    now = NOON.plusSeconds(60);
    one.drain();
    Schedule first = store.find(ACME, id).orElseThrow();
    for (int i = 0; i < 10; i++) {
      now = now.plusSeconds(900);
      one.drain();
    }

    Schedule after = store.find(ACME, id).orElseThrow();
    Firing firing = firingStore.history(ACME, id, 10).getFirst();
    assertThat(first.lastError()).isEqualTo("there is no workflow greet");
    assertThat(first.failed()).isZero();
    assertThat(after.failed()).isEqualTo(1);
    assertThat(after.status()).isEqualTo(ScheduleStatus.ENDED);
    assertThat(after.lastError()).isEqualTo("there is no workflow greet");
    assertThat(firing.status()).isEqualTo(FiringStatus.FAILED);
    assertThat(firing.attempt()).isEqualTo(5);
    assertThat(started).isEmpty();
  }

  @Test
  void a_target_that_can_be_started_at_last_is_started_and_the_error_is_gone() {
    Instance one = new Instance("one", this::start);
    UUID id = one.create(spec(new Trigger.Once(NOON.plusSeconds(60)))).id();
    broken = true;
    now = NOON.plusSeconds(60);
    one.drain();

    broken = false;
    now = now.plusSeconds(10);
    one.drain();

    Schedule after = store.find(ACME, id).orElseThrow();
    assertThat(after.fired()).isEqualTo(1);
    assertThat(after.lastError()).isNull();
  }

  @Test
  void what_an_instance_that_died_had_claimed_is_started_by_another_and_counted_once() {
    Instance dead =
        new Instance(
            "dead",
            (schedule, firing) -> {
              start(schedule, firing);
              throw new AssertionError("died after the start");
            });
    Instance other = new Instance("other", this::start);
    UUID id = dead.create(spec(every(Duration.ofHours(1)))).id();

    now = NOON.plusSeconds(3_600);
    dead.drain();
    other.drain();
    assertThat(store.find(ACME, id).orElseThrow().fired()).isZero();
    now = now.plusSeconds(31);
    other.drain();

    assertThat(store.find(ACME, id).orElseThrow().fired()).isEqualTo(1);
    assertThat(started).hasSize(1);
    assertThat(firingStore.history(ACME, id, 10)).hasSize(1);
  }

  @Test
  void an_event_fires_the_schedules_of_its_tenant_whose_filter_holds_once_each() {
    Instance one = new Instance("one", this::start);
    one.create(spec(new Trigger.Event("sold", null)));
    UUID big = one.create(spec(new Trigger.Event("sold", "event.data.total > 100"))).id();
    UUID odd = one.create(spec(new Trigger.Event("sold", "event.data.nothing.there"))).id();
    one.create(spec(new Trigger.Event("lost", null)));
    insert(OTHER, spec(new Trigger.Event("sold", null)));

    one.events.on(event("e1", "{'total':50}"));
    one.events.on(event("e2", "{'total':150}"));
    one.events.on(event("e2", "{'total':150}"));
    one.drain();

    assertThat(started).hasSize(3);
    Firing firing = firingStore.history(ACME, big, 10).getFirst();
    assertThat(firing.cause()).isEqualTo(FiringCause.EVENT);
    assertThat(firing.status()).isEqualTo(FiringStatus.FIRED);
    assertThat(store.find(ACME, big).orElseThrow().fired()).isEqualTo(1);
    assertThat(store.find(ACME, odd).orElseThrow().lastError()).isNotNull();
  }

  @Test
  void an_event_outside_business_hours_waits_for_the_opening() {
    Instance one = new Instance("one", this::start);
    // A Sunday; Monday's opening is at twelve by UTC.
    now = Instant.parse("2126-03-03T20:00:00Z");
    one.create(
        spec(
            new Trigger.Event("sold", null),
            Misfire.USUAL,
            Duration.ZERO,
            CalendarRule.BUSINESS_HOURS,
            null,
            null));

    one.events.on(event("e1", "{}"));
    one.drain();
    assertThat(started).isEmpty();
    now = Instant.parse("2126-03-04T12:00:00Z");
    one.drain();

    assertThat(started).hasSize(1);
  }

  @Test
  void a_tenant_that_is_not_served_has_no_firings() {
    Instance one = new Instance("one", this::start);
    UUID id = one.create(spec(every(Duration.ofHours(1)))).id();
    tenants.apply(SampleSchedules.tenant(ACME, TenantStatus.SUSPENDED));

    now = NOON.plusSeconds(3_600);
    one.drain();
    assertThat(started).isEmpty();
    tenants.apply(SampleSchedules.tenant(ACME, TenantStatus.ACTIVE));
    now = now.plusSeconds(60);
    one.drain();

    assertThat(store.find(ACME, id).orElseThrow().fired()).isEqualTo(1);
  }

  @Test
  void a_change_decides_what_comes_next_and_a_deleted_schedule_never_fires() {
    Instance one = new Instance("one", this::start);
    UUID changed = one.create(spec(every(Duration.ofHours(1)))).id();
    UUID deleted = one.create(spec(every(Duration.ofHours(1)))).id();

    one.schedules.update(ACME, changed, spec(every(Duration.ofHours(3))));
    store.delete(ACME, deleted);
    now = NOON.plusSeconds(3_700);
    one.drain();

    assertThat(started).isEmpty();
    assertThat(store.find(ACME, changed).orElseThrow().next()).isEqualTo(NOON.plusSeconds(10_800));
    assertThat(store.list(ACME, null, 10)).extracting(Schedule::id).containsExactly(changed);
  }

  @Test
  void a_tenant_has_no_more_schedules_than_it_may() {
    Instance one = new Instance("one", this::start, 2);
    one.create(spec(every(Duration.ofHours(1))));
    one.create(spec(every(Duration.ofHours(1))));

    assertThat(one.schedules.create(ACME, spec(every(Duration.ofHours(1))))).isEmpty();
    assertThat(one.schedules.create(OTHER, spec(every(Duration.ofHours(1))))).isPresent();
  }

  @Test
  void of_several_instances_racing_on_a_flood_each_firing_starts_once_and_none_is_lost()
      throws Exception {
    int flood = Integer.getInteger("schedules.flood", 2_000);
    int few = 20;
    ScheduleSpec soon = spec(new Trigger.Once(NOON.plusSeconds(30)));
    IntStream.range(0, flood).parallel().forEach(_ -> insert(ACME, soon));
    ScheduleSpec later = spec(new Trigger.Once(NOON.plusSeconds(59)));
    for (int i = 0; i < few; i++) {
      insert(OTHER, later);
    }
    AtomicInteger floodBefore = new AtomicInteger();
    AtomicInteger fewLeft = new AtomicInteger(few);
    Starts starts =
        (schedule, firing) -> {
          if (schedule.tenantId().equals(OTHER) && fewLeft.decrementAndGet() == 0) {
            floodBefore.set(started.size());
          }
          return start(schedule, firing);
        };

    now = NOON.plusSeconds(60);
    long begun = System.nanoTime();
    try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (String name : List.of("one", "two", "three")) {
        running.add(instances.submit(() -> new Instance(name, starts).drain()));
      }
      for (Future<?> each : running) {
        each.get(30, TimeUnit.MINUTES);
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "flood of schedules drained: %d in %.1f s, %.0f per second%n",
        flood + few, seconds, (flood + few) / seconds);

    assertThat(started).hasSize(flood + few);
    assertThat(started.values()).allMatch(times -> times.get() == 1);
    assertThat(floodBefore.get())
        .as("the other tenant's did not wait for the flood")
        .isLessThan(flood / 2);
    assertThat(store.due(now.plusSeconds(3_600), 10)).isEmpty();
    assertThat(firingStore.due(now.plusSeconds(3_600), 10)).isEmpty();
    assertThat(store.list(ACME, null, 100)).allMatch(each -> each.fired() == 1);
    assertThat(store.list(OTHER, null, 100))
        .hasSize(few)
        .allMatch(each -> each.fired() == 1 && each.status() == ScheduleStatus.ENDED);
  }

  private void insert(TenantId tenant, ScheduleSpec spec) {
    var _ =
        store
            .save(Schedule.created(UUID.randomUUID(), tenant, spec, now, UnaryOperator.identity()))
            .orElseThrow();
  }

  private String start(Schedule schedule, Firing firing) {
    if (broken) {
      throw new IllegalArgumentException("there is no workflow greet");
    }
    started.computeIfAbsent(firing.id(), _ -> new AtomicInteger()).incrementAndGet();
    return "run of " + firing.id();
  }

  private EventReceived event(String id, String data) {
    return new EventReceived(ACME, id, "sold", json(data), now, null);
  }

  /** One of several processes on the same database. */
  private final class Instance {
    final Schedules schedules;
    final EventSchedules events;
    final ScheduleMonitor monitor;

    Instance(String name, Starts starts) {
      this(name, starts, 10_000);
    }

    Instance(String name, Starts starts, int mostOfTenant) {
      ScheduleProperties properties =
          new ScheduleProperties(
              Duration.ofMillis(250),
              8,
              Duration.ofSeconds(30),
              Duration.ofSeconds(60),
              5,
              Duration.ofSeconds(10),
              Duration.ofMinutes(10),
              mostOfTenant);
      Firings firings =
          new Firings(
              firingStore, store, starts, properties, tenants, _ -> false, name, () -> now, meters);
      schedules =
          new Schedules(store, firingStore, firings, properties, tenants, UUID::randomUUID, name);
      events = new EventSchedules(store, schedules, firings, new Expressions());
      monitor =
          new ScheduleMonitor(store, firingStore, schedules, firings, properties, tenants, meters);
    }

    Schedule create(ScheduleSpec spec) {
      return schedules.create(ACME, spec).orElseThrow();
    }

    void drain() {
      boolean more = true;
      while (more) {
        more = monitor.check();
      }
    }
  }
}
