package dev.batuta.orchestrator.schedule;

import static dev.batuta.orchestrator.schedule.SampleSchedules.NOON;
import static dev.batuta.orchestrator.schedule.SampleSchedules.every;
import static dev.batuta.orchestrator.schedule.SampleSchedules.spec;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class ScheduleRulesTest {
  private static final ScheduleRules RULES = new ScheduleRules(Duration.ofSeconds(60));
  private static final UUID ID = new UUID(0, 7);
  private static final Misfire SKIP = new Misfire(Misfire.Policy.SKIP, 1);
  private static final Misfire RUN_ONCE = new Misfire(Misfire.Policy.RUN_ONCE, 1);
  private static final UnaryOperator<Instant> ALWAYS = UnaryOperator.identity();

  @Test
  void a_recurring_schedule_counts_from_its_start_or_else_its_creation() {
    Trigger hourly = every(Duration.ofHours(1));
    Instant start = NOON.plusSeconds(600);

    assertThat(next(spec(hourly), 2)).containsExactly(plus(60), plus(120));
    assertThat(next(spec(hourly, RUN_ONCE, Duration.ZERO, CalendarRule.ANY, start, null), 2))
        .containsExactly(plus(10), plus(70));
  }

  @Test
  void nothing_is_planned_outside_the_bounds() {
    ScheduleSpec bounded =
        spec(
            every(Duration.ofHours(1)),
            RUN_ONCE,
            Duration.ZERO,
            CalendarRule.ANY,
            plus(90),
            plus(210));

    assertThat(next(bounded, 5)).containsExactly(plus(90), plus(150), plus(210));
  }

  @Test
  void a_single_moment_has_one_firing() {
    assertThat(next(spec(new Trigger.Once(plus(5))), 5)).containsExactly(plus(5));
    assertThat(ScheduleRules.after(spec(new Trigger.Once(plus(5))), NOON, plus(5))).isNull();
  }

  @Test
  void an_event_is_not_planned() {
    assertThat(ScheduleRules.after(spec(new Trigger.Event("sold", null)), NOON, NOON)).isNull();
  }

  @Test
  void what_is_not_yet_due_waits() {
    SchedulePlan plan = plan(spec(every(Duration.ofHours(1))), plus(60), plus(59));

    assertThat(plan).isEqualTo(new SchedulePlan(List.of(), 0, plus(60), plus(60)));
  }

  @Test
  void what_is_due_in_time_fires_under_every_policy() {
    for (Misfire misfire : List.of(SKIP, RUN_ONCE, catchUp(5))) {
      SchedulePlan plan =
          plan(spec(every(Duration.ofHours(1)), misfire), plus(60), plus(60).plusSeconds(59));

      assertThat(plan).isEqualTo(new SchedulePlan(List.of(plus(60)), 0, plus(120), plus(120)));
    }
  }

  @Test
  void missed_firings_are_skipped_made_up_for_once_or_caught_up() {
    Instant now = plus(5 * 60 + 30);

    SchedulePlan skipped = plan(spec(every(Duration.ofHours(1)), SKIP), plus(60), now);
    SchedulePlan once = plan(spec(every(Duration.ofHours(1)), RUN_ONCE), plus(60), now);
    SchedulePlan caughtUp = plan(spec(every(Duration.ofHours(1)), catchUp(3)), plus(60), now);

    assertThat(skipped).isEqualTo(new SchedulePlan(List.of(), 5, plus(360), plus(360)));
    assertThat(once).isEqualTo(new SchedulePlan(List.of(plus(300)), 4, plus(360), plus(360)));
    assertThat(caughtUp)
        .isEqualTo(
            new SchedulePlan(List.of(plus(180), plus(240), plus(300)), 2, plus(360), plus(360)));
  }

  @Test
  void after_a_long_pause_the_policy_skip_fires_what_is_in_time_and_only_that() {
    SchedulePlan plan =
        plan(spec(every(Duration.ofHours(1)), SKIP), plus(60), plus(300).plusSeconds(10));

    assertThat(plan).isEqualTo(new SchedulePlan(List.of(plus(300)), 4, plus(360), plus(360)));
  }

  @Test
  void a_single_moment_that_was_missed_follows_the_policy_and_then_ends() {
    Trigger once = new Trigger.Once(plus(5));

    assertThat(plan(spec(once, SKIP), plus(5), plus(60)))
        .isEqualTo(new SchedulePlan(List.of(), 1, null, null));
    assertThat(plan(spec(once, RUN_ONCE), plus(5), plus(60)))
        .isEqualTo(new SchedulePlan(List.of(plus(5)), 0, null, null));
  }

  @Test
  void firings_outside_business_hours_are_moved_to_the_next_opening_as_one() {
    UnaryOperator<Instant> opening = at -> at.isBefore(plus(300)) ? plus(300) : at;
    ScheduleSpec hourly =
        spec(
            every(Duration.ofHours(1)),
            RUN_ONCE,
            Duration.ZERO,
            CalendarRule.BUSINESS_HOURS,
            null,
            null);

    SchedulePlan before = RULES.plan(ID, hourly, NOON, plus(60), plus(120), opening);
    SchedulePlan at = RULES.plan(ID, hourly, NOON, plus(60), plus(300), opening);

    assertThat(before).isEqualTo(new SchedulePlan(List.of(), 0, plus(60), plus(300)));
    assertThat(at).isEqualTo(new SchedulePlan(List.of(plus(300)), 4, plus(360), plus(360)));
  }

  @Test
  void the_jitter_of_a_firing_is_always_the_same_and_never_reaches_the_next_one() {
    ScheduleSpec jittered =
        spec(
            every(Duration.ofMinutes(1)),
            RUN_ONCE,
            Duration.ofHours(1),
            CalendarRule.ANY,
            null,
            null);

    List<Instant> times = next(jittered, 100);

    assertThat(times).isEqualTo(next(jittered, 100)).isSorted().doesNotHaveDuplicates();
    for (int i = 0; i < times.size(); i++) {
      assertThat(times.get(i)).isBetween(plus(i + 1), plus(i + 2).minusMillis(1));
    }
    assertThat(times).isNotEqualTo(next(new UUID(0, 8), jittered, 100));
  }

  @Test
  void a_very_long_backlog_is_gone_through_in_parts_and_keeps_the_latest() {
    ScheduleSpec everySecond = spec(every(Duration.ofSeconds(1)), catchUp(3));
    Instant now = NOON.plusSeconds(25_000);
    Instant planned = NOON.plusSeconds(1);
    int skipped = 0;

    SchedulePlan plan = plan(everySecond, planned, now);
    while (plan.fire().isEmpty()) {
      assertThat(plan.dueAt()).isEqualTo(now);
      skipped += plan.skipped();
      planned = plan.next() == null ? planned : plan.next();
      plan = plan(everySecond, planned, now);
    }

    assertThat(plan.fire()).containsExactly(now.minusSeconds(2), now.minusSeconds(1), now);
    assertThat(skipped + plan.skipped()).isEqualTo(25_000 - 3);
  }

  @Test
  void every_planned_moment_is_fired_or_skipped_exactly_once_and_in_order_whenever_one_looks() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int story = 0; story < 500; story++) {
      String which = "seed " + seed + ", story " + story;
      ScheduleSpec spec = any(random);
      Instant end = NOON.plusSeconds(86_400);
      Instant planned = ScheduleRules.after(spec, NOON, NOON);
      Instant now = NOON;
      Instant last = NOON;
      int done = 0;
      int skipped = 0;
      while (now.isBefore(end) && planned != null) {
        now = now.plusSeconds(1 + random.nextInt(20_000));
        SchedulePlan plan = plan(spec, planned, now);
        assertThat(plan.fire().size()).as(which).isLessThanOrEqualTo(spec.misfire().most());
        for (Instant fired : plan.fire()) {
          assertThat(fired).as(which).isAfter(last).isBeforeOrEqualTo(now);
          last = fired;
        }
        assertThat(plan.dueAt() == null || plan.dueAt().isAfter(now) || plan.fire().isEmpty())
            .as(which)
            .isTrue();
        done += plan.fire().size();
        skipped += plan.skipped();
        planned = plan.next();
      }
      int all = 0;
      Instant each = ScheduleRules.after(spec, NOON, NOON);
      while (each != null && (planned == null || each.isBefore(planned))) {
        all++;
        each = ScheduleRules.after(spec, NOON, each);
      }
      assertThat(done + skipped).as(which).isEqualTo(all);
    }
  }

  private static ScheduleSpec any(Random random) {
    Trigger trigger =
        switch (random.nextInt(3)) {
          case 0 -> every(Duration.ofSeconds(30 + random.nextInt(7_200)));
          case 1 -> new Trigger.Cron("*/" + (1 + random.nextInt(59)) + " * * * *", "UTC");
          default -> new Trigger.Once(NOON.plusSeconds(1 + random.nextInt(80_000)));
        };
    Misfire misfire =
        List.of(SKIP, RUN_ONCE, catchUp(1 + random.nextInt(9))).get(random.nextInt(3));
    Duration jitter =
        random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(random.nextInt(600));
    Instant ends = random.nextBoolean() ? null : NOON.plusSeconds(random.nextInt(90_000));
    return spec(trigger, misfire, jitter, CalendarRule.ANY, null, ends);
  }

  private static SchedulePlan plan(ScheduleSpec spec, Instant planned, Instant now) {
    return RULES.plan(ID, spec, NOON, planned, now, ALWAYS);
  }

  private static List<Instant> next(ScheduleSpec spec, int most) {
    return next(ID, spec, most);
  }

  private static List<Instant> next(UUID id, ScheduleSpec spec, int most) {
    return ScheduleRules.next(id, spec, NOON, ScheduleRules.after(spec, NOON, NOON), most, ALWAYS);
  }

  private static Misfire catchUp(int most) {
    return new Misfire(Misfire.Policy.CATCH_UP, most);
  }

  private static Instant plus(int minutes) {
    return NOON.plus(Duration.ofMinutes(minutes));
  }
}
