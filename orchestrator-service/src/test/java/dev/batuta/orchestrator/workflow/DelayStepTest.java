package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.orchestrator.expression.Expressions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DelayStepTest {
  private static String wait(String how) {
    return """
    {"id": "wait", "kind": "delay", %s, "next": "after"},
    {"id": "after", "kind": "task", "capability": "x"}
    """
        .formatted(how);
  }

  @Test
  void a_delay_of_a_length_of_time_is_over_after_it_and_not_before() {
    Story story = Story.of(wait("\"duration\": \"PT20M\"")).start();
    assertThat(story.run().nextCheckAt()).isEqualTo(NOON.plusSeconds(1_200));
    assertThat(story.step("wait").dueAt()).isEqualTo(NOON.plusSeconds(1_200));

    story.later(Duration.ofSeconds(1_199)).due();
    assertThat(story.submitted()).isEmpty();
    assertThat(story.run().nextCheckAt()).isEqualTo(NOON.plusSeconds(1_200));
    story.later(Duration.ofSeconds(1)).due();

    assertThat(story.submitted()).containsExactly("after");
  }

  @Test
  void a_delay_until_an_instant_is_over_then() {
    Story story = Story.of(wait("\"until\": \"input.at\"")).start("{'at':'2126-03-02T12:30:00Z'}");

    assertThat(story.later(Duration.ofMinutes(29)).due().submitted()).isEmpty();
    assertThat(story.later(Duration.ofMinutes(1)).due().submitted()).containsExactly("after");
  }

  @Test
  void a_delay_until_a_computed_instant_is_over_then() {
    Story story = Story.of(wait("\"until\": \"now + duration('90s')\"")).start();

    assertThat(story.step("wait").dueAt()).isEqualTo(NOON.plusSeconds(90));
  }

  @Test
  void an_instant_that_has_passed_does_not_wait() {
    Story story = Story.of(wait("\"until\": \"input.at\"")).start("{'at':'2126-03-02T11:59:59Z'}");

    assertThat(story.submitted()).containsExactly("after");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tomorrow'",
        "7",
        "null",
        "{}",
        "'2126-03-02'",
        "'+1000000000-12-31T23:59:59.999999999Z'"
      })
  void what_is_no_instant_that_can_be_kept_fails_the_step(String at) {
    Story story = Story.of(wait("\"until\": \"input.at\"")).start("{'at':" + at + "}");

    assertThat(story.error("wait")).isEqualTo("expression_failed");
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void business_time_is_counted_by_the_tenants_calendar() {
    WorkflowEngine engine =
        new WorkflowEngine(
            new Expressions(), (_, from, length) -> from.plus(length.multipliedBy(3)));
    Story story =
        new Story(
                engine, Story.written("\"output\": \"null\"", wait("\"business_time\": \"PT10M\"")))
            .start();

    assertThat(story.step("wait").dueAt()).isEqualTo(NOON.plusSeconds(1_800));
  }

  @Test
  void delays_in_branches_end_each_in_its_time() {
    Story story =
        Story.of(
                """
                {"id": "fork", "kind": "parallel", "branches": [
                  {"name": "a", "steps": [
                    {"id": "short", "kind": "delay", "duration": "PT1M", "next": "a"},
                    {"id": "a", "kind": "task", "capability": "x"}]},
                  {"name": "b", "steps": [
                    {"id": "long", "kind": "delay", "duration": "PT1H", "next": "b"},
                    {"id": "b", "kind": "task", "capability": "x"}]}]}
                """)
            .start();

    assertThat(story.later(Duration.ofMinutes(1)).due().submitted()).containsExactly("a");
    story.completed("a");
    assertThat(story.run().nextCheckAt()).isEqualTo(NOON.plusSeconds(3_600));
    assertThat(story.later(Duration.ofMinutes(59)).due().submitted()).containsExactly("b");
  }
}
