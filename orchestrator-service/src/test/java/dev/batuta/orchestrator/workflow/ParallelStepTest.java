package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ParallelStepTest {
  private static String fork(String more) {
    return """
    {"id": "fork", "kind": "parallel", %s "next": "after", "branches": [
      {"name": "one", "steps": [{"id": "a", "kind": "task", "capability": "x"}]},
      {"name": "two", "steps": [{"id": "b", "kind": "task", "capability": "x", "next": "b2"},
                                {"id": "b2", "kind": "task", "capability": "x"}]},
      {"name": "three", "steps": [{"id": "c", "kind": "task", "capability": "x"}]}]},
    {"id": "after", "kind": "task", "capability": "x", "input": {"all": "steps.fork.output"}}
    """
        .formatted(more);
  }

  private static StepStatus branch(Story story, int number) {
    return Objects.requireNonNull(story.step("fork").frames()).get(number).status();
  }

  @Test
  void all_branches_begin_at_once_and_the_run_goes_on_when_the_last_has_completed() {
    Story story = Story.of(fork("")).start();
    assertThat(story.submitted()).containsExactlyInAnyOrder("a", "b", "c");

    story.completed("c").completed("b");
    assertThat(story.submitted()).containsExactly("b2");
    story.completed("b2");
    assertThat(story.submitted()).isEmpty();
    story.completed("a");

    assertThat(story.submitted()).containsExactly("after");
    assertThat(story.request("after").payload())
        .isEqualTo(json("{'all':{'one':{'by':'a'},'two':{'by':'b2'},'three':{'by':'c'}}}"));
  }

  @Test
  void the_first_branch_is_enough_for_any_and_the_others_are_called_off() {
    Story story = Story.of(fork("\"join\": \"any\",")).start();
    String a = story.work("a");
    String b = story.work("b");

    story.completed("c");

    assertThat(story.calledOff()).containsExactlyInAnyOrder(a, b);
    assertThat(story.step("a").status()).isEqualTo(StepStatus.CANCELLED);
    assertThat(branch(story, 0)).isEqualTo(StepStatus.CANCELLED);
    assertThat(branch(story, 2)).isEqualTo(StepStatus.COMPLETED);
    assertThat(story.output("fork")).isEqualTo(json("{'three':{'by':'c'}}"));

    story.ended("a", a, json("{}"), null);

    assertThat(story.changed()).isFalse();
  }

  @Test
  void a_number_of_branches_can_be_enough() {
    Story story = Story.of(fork("\"join\": 2,")).start();

    story.completed("a");
    assertThat(story.step("fork").open()).isTrue();
    story.completed("c");

    assertThat(story.submitted()).containsExactly("after");
    assertThat(story.output("fork")).isEqualTo(json("{'one':{'by':'a'},'three':{'by':'c'}}"));
  }

  @Test
  void a_branch_may_fail_as_long_as_enough_others_can_complete() {
    Story story = Story.of(fork("\"join\": 2,")).start();

    story.failed("a");
    assertThat(story.status()).isEqualTo(RunStatus.RUNNING);
    story.completed("b").completed("b2").completed("c");

    assertThat(story.submitted()).containsExactly("after");
    assertThat(story.output("fork")).isEqualTo(json("{'two':{'by':'b2'},'three':{'by':'c'}}"));
  }

  @Test
  void when_the_join_cannot_be_met_any_more_the_others_are_called_off() {
    Story story = Story.of(fork("")).start();
    String a = story.work("a");
    String c = story.work("c");

    story.failed("b");

    assertThat(story.calledOff()).containsExactlyInAnyOrder(a, c);
    assertThat(story.error("fork")).isEqualTo("branch_failed");
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.run().failure()).contains("fork", "step b failed", "out of order");
  }

  @Test
  void or_they_run_to_their_end_first_if_the_step_says_wait() {
    Story story = Story.of(fork("\"on_branch_failure\": \"wait\",")).start();

    story.failed("b");
    assertThat(story.calledOff()).isEmpty();
    assertThat(story.status()).isEqualTo(RunStatus.RUNNING);
    story.completed("a");
    assertThat(story.status()).isEqualTo(RunStatus.RUNNING);
    story.completed("c");

    assertThat(story.error("fork")).isEqualTo("branch_failed");
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.output("a")).isEqualTo(json("{'by':'a'}"));
  }

  @Test
  void a_failed_parallel_step_takes_its_way_for_failures() {
    Story story =
        Story.of(
                """
                {"id": "fork", "kind": "parallel", "on_failure": "sorry", "branches": [
                  {"name": "one", "steps": [{"id": "a", "kind": "task", "capability": "x"}]},
                  {"name": "two", "steps": [{"id": "b", "kind": "task", "capability": "x"}]}]},
                {"id": "sorry", "kind": "task", "capability": "x"}
                """)
            .start();

    story.failed("a");

    assertThat(story.submitted()).containsExactly("sorry");
  }

  @Test
  void a_branch_can_say_what_its_output_is_and_one_that_cannot_be_computed_fails_it() {
    String steps =
        """
        {"id": "fork", "kind": "parallel", "join": "any", "branches": [
          {"name": "one", "output": "steps.a.output.n + 1",
           "steps": [{"id": "a", "kind": "task", "capability": "x"}]},
          {"name": "two", "steps": [{"id": "b", "kind": "task", "capability": "x"}]}]}
        """;

    Story well = Story.of("\"output\": \"steps.fork.output.one\"", steps).start();
    well.completed("a", "{'n':41}");
    Story badly = Story.of("\"output\": \"steps.fork.output.two\"", steps).start();
    badly.completed("a", "{'n':'text'}");

    assertThat(well.run().output()).hasToString("42");
    assertThat(branch(badly, 0)).isEqualTo(StepStatus.FAILED);
    assertThat(badly.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(badly.completed("b").status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void a_branch_that_ends_at_once_begins_nothing_in_the_others() {
    Story story =
        Story.of(
                """
                {"id": "fork", "kind": "parallel", "next": "after", "join": "any", "branches": [
                  {"name": "one", "steps": [
                    {"id": "t", "kind": "transform", "output": {"x": "1"}}]},
                  {"name": "two", "steps": [
                    {"id": "t2", "kind": "transform", "output": {"x": "1"}, "next": "b"},
                    {"id": "b", "kind": "task", "capability": "x"}]}]},
                {"id": "after", "kind": "task", "capability": "x"}
                """)
            .start();

    assertThat(story.submittedEver()).containsExactly("after");
    assertThat(story.run().steps()).doesNotContainKey("b");
  }

  @Test
  void a_parallel_step_within_a_branch_is_called_off_with_all_that_is_in_it() {
    Story story =
        Story.of(
                """
                {"id": "outer", "kind": "parallel", "join": "any", "branches": [
                  {"name": "one", "steps": [{"id": "a", "kind": "task", "capability": "x"}]},
                  {"name": "two", "steps": [{"id": "inner", "kind": "parallel", "branches": [
                    {"name": "p", "steps": [{"id": "b", "kind": "task", "capability": "x"}]},
                    {"name": "q", "steps": [
                      {"id": "s", "kind": "sub_workflow", "workflow": "other"}]}]}]}]}
                """)
            .start();
    String b = story.work("b");
    String s = story.work("s");

    story.completed("a");

    assertThat(story.calledOff()).containsExactlyInAnyOrder(b, s);
    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.step("inner").status()).isEqualTo(StepStatus.CANCELLED);
    assertThat(story.step("inner").frames())
        .extracting(StepRun.Frame::status)
        .containsOnly(StepStatus.CANCELLED);
  }
}
