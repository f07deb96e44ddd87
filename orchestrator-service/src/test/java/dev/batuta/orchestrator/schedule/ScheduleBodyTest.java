package dev.batuta.orchestrator.schedule;

import static dev.batuta.orchestrator.schedule.SampleSchedules.NOON;
import static dev.batuta.orchestrator.schedule.SampleSchedules.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.starter.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ScheduleBodyTest {
  private final ScheduleBody bodies = new ScheduleBody(new Expressions());

  @Test
  void a_short_body_gets_what_is_usual() {
    ScheduleSpec spec =
        read(
            "{'name':'hello','trigger':{'kind':'cron','expression':'0 9 * * 1-5'},"
                + "'target':{'kind':'workflow','workflow':'greet'}}");

    assertThat(spec.trigger()).isEqualTo(new Trigger.Cron("0 9 * * 1-5", "America/Montevideo"));
    assertThat(spec.target()).isEqualTo(new Target.Workflow("greet", json("{}")));
    assertThat(spec.misfire()).isEqualTo(Misfire.USUAL);
    assertThat(spec.jitter()).isZero();
    assertThat(spec.calendar()).isEqualTo(CalendarRule.ANY);
  }

  @Test
  void a_whole_body_is_read_and_survives_being_stored() {
    ScheduleSpec spec =
        read(
            "{'name':'sold','trigger':{'kind':'event','type':'quote_accepted',"
                + "'filter':'event.data.number != null'},'target':{'kind':'task','type':'thank',"
                + "'capability':'send_message','payload':{'a':1.50},'priority':'high'},"
                + "'misfire':{'policy':'catch_up','most':7},'jitter':'PT2M',"
                + "'calendar':'business_hours','starts_at':'2126-04-01T00:00:00Z',"
                + "'ends_at':'2126-05-01T00:00:00Z'}");

    assertThat(spec.misfire()).isEqualTo(new Misfire(Misfire.Policy.CATCH_UP, 7));
    assertThat(spec.jitter()).isEqualTo(Duration.ofMinutes(2));
    assertThat(spec.calendar()).isEqualTo(CalendarRule.BUSINESS_HOURS);
    assertThat(spec.startsAt()).isEqualTo(Instant.parse("2126-04-01T00:00:00Z"));
    assertThat(((Target.Task) spec.target()).priority()).isEqualTo(Priority.HIGH);
    assertThat(
            ContractJson.mapper()
                .treeToValue(ContractJson.mapper().valueToTree(spec), ScheduleSpec.class))
        .isEqualTo(spec);
  }

  @Test
  void every_fault_is_named_at_once() {
    assertThatThrownBy(() ->
            read(
                "{'name':'','trigger':{'kind':'cron','expression':'61 * * * *',"
                    + "'time_zone':'Mars'},'target':{'kind':'task','type':'t',"
                    + "'capability':'No!','payload':[]},'misfire':{'policy':'pray'},"
                    + "'jitter':'soon','calendar':'lunar','starts_at':'now'}"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll(
            "name is a text",
            "expression:",
            "time_zone is",
            "a capability has",
            "payload is a JSON object",
            "policy is one of",
            "jitter is a duration",
            "calendar is one of",
            "starts_at has the form");
  }

  @Test
  void what_could_never_fire_is_refused() {
    String target = ",'target':{'kind':'workflow','workflow':'greet'}}";

    refused(
        "{'name':'n','trigger':{'kind':'once','at':'2026-01-01T00:00:00Z'}" + target,
        "at lies in the future");
    refused(
        "{'name':'n','trigger':{'kind':'recurring','every':'PT1H'},'ends_at':'2126-03-04T12:30:00Z'"
            + target,
        "never fire");
    refused(
        "{'name':'n','trigger':{'kind':'cron','expression':'0 0 30 2 *'}" + target, "never fire");
    refused("{'name':'n','trigger':{'kind':'recurring','every':'PT0S'}" + target, "every is");
    refused("{'name':'n','trigger':{'kind':'event','type':'e','filter':'1 +'}" + target, "1 +");
    refused("{'name':'n','trigger':{'kind':'moon'}" + target, "kind is one of");
    refused("[]", "the body is a JSON object");
  }

  private void refused(String body, String why) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(why);
  }

  private ScheduleSpec read(String body) {
    return bodies.read(json(body), "America/Montevideo", NOON);
  }
}
