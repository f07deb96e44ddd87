package dev.batuta.orchestrator.schedule;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.expression.ExpressionException;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.starter.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the body of {@code POST} and {@code PUT /api/v1/schedules}. */
final class ScheduleBody {
  private static final Pattern EVENT_TYPE = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(3_660);
  private static final Duration MOST_JITTER = Duration.ofDays(1);
  private static final int LARGEST_INPUT = 64 * 1024;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_WORD = 64;
  private static final int LONGEST_FILTER = 4_096;
  private static final int LONGEST_CRON = 200;

  private final Expressions expressions;

  ScheduleBody(Expressions expressions) {
    this.expressions = expressions;
  }

  /**
   * What the body asks for.
   *
   * @param tenantZone the zone of a cron expression that names none
   * @throws ProblemException naming everything that is wrong
   */
  ScheduleSpec read(JsonNode body, String tenantZone, Instant now) {
    BodyFields fields = BodyFields.of(body);
    Trigger trigger = trigger(fields, tenantZone, now);
    Duration jitter = fields.duration("jitter");
    if (jitter != null && (jitter.isNegative() || jitter.compareTo(MOST_JITTER) > 0)) {
      fields.fault("jitter", "jitter is PT0S to PT24H");
    }
    Instant startsAt = fields.instant("starts_at");
    Instant endsAt = fields.instant("ends_at");
    if (startsAt != null && endsAt != null && endsAt.isBefore(startsAt)) {
      fields.fault("ends_at", "ends_at is not before starts_at");
    }
    String name = fields.text("name", LONGEST_NAME);
    Target target = target(fields);
    Misfire misfire = misfire(fields);
    CalendarRule calendar =
        fields.word("calendar", CalendarRule::read, CalendarRule.ANY, "any, business_hours");
    if (!fields.faults().isEmpty() || trigger == null || target == null) {
      throw ProblemException.fields(fields.faults());
    }
    ScheduleSpec spec =
        new ScheduleSpec(
            name,
            trigger,
            target,
            misfire,
            jitter == null ? Duration.ZERO : jitter,
            calendar,
            startsAt,
            endsAt);
    if (!(trigger instanceof Trigger.Event) && ScheduleRules.after(spec, now, now) == null) {
      throw ProblemException.field(
          "#/trigger", "the schedule would never fire: there is no such time ahead in its bounds");
    }
    return spec;
  }

  private @Nullable Trigger trigger(BodyFields body, String tenantZone, Instant now) {
    BodyFields trigger = body.object("trigger");
    if (!body.has("trigger")) {
      return null;
    }
    return switch (trigger.text("kind", LONGEST_WORD)) {
      case "once" -> once(trigger, now);
      case "recurring" -> recurring(trigger);
      case "cron" -> cron(trigger, tenantZone);
      case "event" -> event(trigger);
      default -> {
        trigger.fault("kind", "kind is one of once, recurring, cron, event");
        yield null;
      }
    };
  }

  private static @Nullable Trigger once(BodyFields trigger, Instant now) {
    Instant at = trigger.instant("at");
    if (at == null) {
      trigger.fault("at", "at is needed, of the form 2026-03-02T12:00:00Z");
      return null;
    }
    if (!at.isAfter(now)) {
      trigger.fault("at", "at lies in the future");
    }
    return new Trigger.Once(at);
  }

  private static @Nullable Trigger recurring(BodyFields trigger) {
    Duration every = trigger.duration("every");
    if (every == null || every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      trigger.fault("every", "every is a duration from PT1S to P3660D, such as PT15M");
      return null;
    }
    return new Trigger.Recurring(Duration.ofMillis(every.toMillis()));
  }

  private static Trigger cron(BodyFields trigger, String tenantZone) {
    String expression = trigger.text("expression", LONGEST_CRON);
    String zone = trigger.has("time_zone") ? trigger.text("time_zone", LONGEST_WORD) : tenantZone;
    ZoneId known = ZoneId.of("UTC");
    try {
      known = ZoneId.of(zone);
    } catch (DateTimeException _) {
      trigger.fault("time_zone", "time_zone is an IANA name such as America/Montevideo");
    }
    try {
      var _ = CronTimes.of(expression, known);
    } catch (IllegalArgumentException invalid) {
      trigger.fault("expression", "expression: " + invalid.getMessage());
    }
    return new Trigger.Cron(expression, zone);
  }

  private Trigger event(BodyFields trigger) {
    String type = trigger.text("type", LONGEST_WORD);
    if (!EVENT_TYPE.matcher(type).matches()) {
      trigger.fault("type", "type is a lower-case word of at most 64 characters");
    }
    if (!trigger.has("filter")) {
      return new Trigger.Event(type, null);
    }
    String filter = trigger.text("filter", LONGEST_FILTER);
    try {
      expressions.check(filter);
    } catch (ExpressionException invalid) {
      trigger.fault("filter", String.valueOf(invalid.getMessage()));
    }
    return new Trigger.Event(type, filter);
  }

  private static @Nullable Target target(BodyFields body) {
    BodyFields target = body.object("target");
    if (!body.has("target")) {
      return null;
    }
    return switch (target.text("kind", LONGEST_WORD)) {
      case "workflow" ->
          new Target.Workflow(
              target.text("workflow", LONGEST_WORD), target.json("input", LARGEST_INPUT));
      case "task" -> task(target);
      default -> {
        target.fault("kind", "kind is one of workflow, task");
        yield null;
      }
    };
  }

  private static @Nullable Target task(BodyFields target) {
    String type = target.text("type", LONGEST_WORD);
    JsonNode payload = target.json("payload", LARGEST_INPUT);
    Priority priority =
        target.word("priority", Priority::read, Priority.NORMAL, "low, normal, high");
    try {
      return new Target.Task(
          type, new Capability(target.text("capability", LONGEST_WORD)), payload, priority);
    } catch (IllegalArgumentException invalid) {
      target.fault("capability", String.valueOf(invalid.getMessage()));
      return null;
    }
  }

  private static Misfire misfire(BodyFields body) {
    if (!body.has("misfire")) {
      return Misfire.USUAL;
    }
    BodyFields misfire = body.object("misfire");
    Misfire.Policy policy =
        misfire.word(
            "policy", Misfire.Policy::read, Misfire.Policy.RUN_ONCE, "skip, run_once, catch_up");
    int most = misfire.number("most", 1, Misfire.MOST, 1);
    if (most > 1 && policy != Misfire.Policy.CATCH_UP) {
      misfire.fault("most", "most is for the policy catch_up");
      most = 1;
    }
    return new Misfire(policy, most);
  }
}
