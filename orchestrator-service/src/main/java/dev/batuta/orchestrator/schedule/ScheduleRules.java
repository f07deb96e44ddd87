package dev.batuta.orchestrator.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * When schedules fire: pure functions of a schedule and the time.
 *
 * <p>Every planned moment has a time at which it is due: later by the jitter, and, if the schedule
 * keeps to business hours, at the next opening. The order of the planned moments is the order in
 * which they are due. When a single one is due and not late, it fires; otherwise, when several are
 * due together or one is late, the misfire policy decides.
 */
final class ScheduleRules {
  /** So many planned moments are gone through at a time; the rest follows at once. */
  static final int LOOK = 10_000;

  private final Duration late;

  /**
   * Makes the rules.
   *
   * @param late from when on a firing counts as missed; positive
   */
  ScheduleRules(Duration late) {
    this.late = late;
  }

  /** The identity of a firing of a schedule: the same cause gives the same one. */
  static UUID firingId(UUID schedule, String cause) {
    return UUID.nameUUIDFromBytes(
        ("firing " + schedule + " " + cause).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The first planned moment after another one; null if there is none, as always with events.
   *
   * @param created when the schedule was made
   */
  static @Nullable Instant after(ScheduleSpec spec, Instant created, Instant moment) {
    Instant from = moment;
    Instant starts = spec.startsAt();
    if (starts != null && from.isBefore(starts)) {
      from = starts.minusMillis(1);
    }
    Instant next =
        switch (spec.trigger()) {
          case Trigger.Once once -> once.at().isAfter(from) ? once.at() : null;
          case Trigger.Recurring recurring ->
              recurring(recurring.every(), starts == null ? created : starts, from);
          case Trigger.Cron cron -> CronTimes.of(cron).after(from);
          case Trigger.Event _ -> null;
        };
    return next == null || (spec.endsAt() != null && next.isAfter(spec.endsAt())) ? null : next;
  }

  private static Instant recurring(Duration every, Instant first, Instant moment) {
    if (moment.isBefore(first)) {
      return first;
    }
    long past = Duration.between(first, moment).toMillis() / every.toMillis();
    return first.plusMillis((past + 1) * every.toMillis());
  }

  /**
   * When a planned moment is due: after its jitter, which is derived from the firing's id and never
   * reaches the next planned moment, and at an opening.
   *
   * @param opening the first open moment from one on; the moment itself when all hours are good
   */
  static Instant due(
      UUID schedule,
      ScheduleSpec spec,
      Instant created,
      Instant planned,
      UnaryOperator<Instant> opening) {
    Instant at = planned;
    if (spec.jitter().isPositive()) {
      Instant next = after(spec, created, planned);
      Duration most = spec.jitter();
      if (next != null && planned.plus(most).compareTo(next) >= 0) {
        most = Duration.between(planned, next).minusMillis(1);
      }
      at = planned.plus(jitter(firingId(schedule, planned.toString()), most));
    }
    return spec.calendar() == CalendarRule.BUSINESS_HOURS ? opening.apply(at) : at;
  }

  /** From zero to {@code most}, the same for the same firing. */
  static Duration jitter(UUID firing, Duration most) {
    long bits = firing.getMostSignificantBits() ^ firing.getLeastSignificantBits();
    return Duration.ofMillis(Math.floorMod(bits, most.toMillis() + 1));
  }

  /**
   * What a schedule is to do now.
   *
   * @param planned the planned moment that was next
   * @param opening see {@link #due}
   */
  SchedulePlan plan(
      UUID schedule,
      ScheduleSpec spec,
      Instant created,
      Instant planned,
      Instant now,
      UnaryOperator<Instant> opening) {
    Deque<Instant> latest = new ArrayDeque<>();
    Instant latestDue = now;
    int passed = 0;
    Instant next = planned;
    Instant nextDue = due(schedule, spec, created, planned, opening);
    while (next != null && !nextDue.isAfter(now)) {
      if (passed == LOOK) {
        // There is more than can be gone through at once: what is kept is looked at again.
        return new SchedulePlan(List.of(), passed - latest.size(), latest.getFirst(), now);
      }
      passed++;
      latest.addLast(next);
      latestDue = nextDue;
      if (latest.size() > spec.misfire().most()) {
        latest.removeFirst();
      }
      next = after(spec, created, next);
      nextDue = next == null ? nextDue : due(schedule, spec, created, next, opening);
    }
    boolean dropped =
        spec.misfire().policy() == Misfire.Policy.SKIP && latestDue.plus(late).isBefore(now);
    List<Instant> fire = dropped ? List.of() : new ArrayList<>(latest);
    return new SchedulePlan(fire, passed - fire.size(), next, next == null ? null : nextDue);
  }

  /** The next times at which a schedule fires, beginning with a planned moment; at most so many. */
  static List<Instant> next(
      UUID schedule,
      ScheduleSpec spec,
      Instant created,
      @Nullable Instant planned,
      int most,
      UnaryOperator<Instant> opening) {
    List<Instant> times = new ArrayList<>();
    Instant next = planned;
    while (next != null && times.size() < most) {
      times.add(due(schedule, spec, created, next, opening));
      next = after(spec, created, next);
    }
    return times;
  }
}
