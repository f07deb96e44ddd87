package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.TIMEOUT;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FailedRunTest {
  private static final String SORRY =
      """
      , {"id": "sorry", "kind": "task", "capability": "x", "next": "done",
         "input": {"why": "context.failure", "place": "steps.reserve.output.place"}},
      {"id": "done", "kind": "transform", "output": {"x": "1"}}
      """;

  private static Story shop(String onFailure) {
    return Story.of("\"on_failure\": " + onFailure, CancelledRunTest.SHOP + SORRY)
        .start()
        .completed("reserve", "{'place':'A7'}")
        .completed("charge", "{'amount':12.50}");
  }

  @Test
  void nothing_is_undone_unless_the_definition_says_so() {
    Story story = Story.of(CancelledRunTest.SHOP).start().completed("reserve", "{'place':'A7'}");

    story.failed("charge");

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.submitted()).isEmpty();
  }

  @Test
  void what_was_done_is_undone_and_then_the_handler_runs_and_knows_why() {
    Story story = shop("{\"compensate\": true, \"then\": \"sorry\"}").failed("ship");
    assertThat(story.status()).isEqualTo(RunStatus.COMPENSATING);
    assertThat(story.submitted()).containsExactly("undo:charge");
    story.completed("undo:charge").completed("undo:reserve");

    assertThat(story.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(story.request("sorry").payload())
        .isEqualTo(json("{'why':'step ship failed: the agent is out of order','place':'A7'}"));
    story.completed("sorry");

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.output("done")).hasToString("{\"x\":1}");
    assertThat(story.run().failure()).isEqualTo("step ship failed: the agent is out of order");
    assertThat(story.run().output()).isNull();
  }

  @Test
  void a_handler_may_run_without_anything_being_undone() {
    Story story = shop("{\"then\": \"sorry\"}").failed("ship");

    assertThat(story.submitted()).containsExactly("sorry");
    assertThat(story.completed("sorry").status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_handler_that_fails_does_not_hide_the_first_reason() {
    Story story = shop("{\"then\": \"sorry\"}").failed("ship").failed("sorry");

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.run().failure()).contains("step ship failed");
    assertThat(story.submitted()).isEmpty();
  }

  @Test
  void a_handler_has_a_time_of_its_own() {
    Story story = shop("{\"then\": \"sorry\"}").later(TIMEOUT.minusSeconds(1)).failed("ship");
    assertThat(story.run().deadline()).isEqualTo(story.now().plus(TIMEOUT));
    String work = story.work("sorry");

    story.later(TIMEOUT).due();

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.run().failure()).contains("step ship failed");
    assertThat(story.calledOff()).containsExactly(work);
  }

  @Test
  void a_run_out_of_time_and_one_ended_as_failed_have_their_handler_too() {
    Story late = shop("{\"then\": \"sorry\"}").later(TIMEOUT).due();
    Story ended =
        Story.of(
                "\"on_failure\": {\"then\": \"sorry\"}",
                """
                {"id": "over", "kind": "end", "status": "failed", "reason": "'no stock'"},
                {"id": "sorry", "kind": "task", "capability": "x",
                 "input": {"why": "context.failure"}}
                """)
            .start();

    assertThat(late.submitted()).containsExactly("sorry");
    assertThat(ended.request("sorry").payload()).isEqualTo(json("{'why':'no stock'}"));
    assertThat(ended.completed("sorry").status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_handler_that_ends_as_completed_does_not_make_the_run_so() {
    Story story =
        Story.of(
                "\"on_failure\": {\"then\": \"sorry\"}",
                """
                {"id": "a", "kind": "task", "capability": "x"},
                {"id": "sorry", "kind": "end", "status": "completed"}
                """)
            .start()
            .failed("a");

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_run_whose_output_cannot_be_computed_is_undone_too() {
    Story story =
        Story.of(
                "\"output\": \"1 / input.zero\", \"on_failure\": {\"compensate\": true}",
                """
                {"id": "a", "kind": "task", "capability": "x",
                 "compensation": {"capability": "back"}}
                """)
            .start("{'zero':0}")
            .completed("a");

    assertThat(story.submitted()).containsExactly("undo:a");
    assertThat(story.completed("undo:a").status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_failing_branch_calls_off_the_others_and_they_are_not_undone() {
    Story story =
        Story.of(
                "\"on_failure\": {\"compensate\": true}",
                """
                {"id": "fork", "kind": "parallel", "branches": [
                  {"name": "a", "steps": [{"id": "a", "kind": "task", "capability": "x",
                    "compensation": {"capability": "back"}}]},
                  {"name": "b", "steps": [{"id": "b", "kind": "task", "capability": "x",
                    "compensation": {"capability": "back"}}]},
                  {"name": "c", "steps": [{"id": "c", "kind": "task", "capability": "x"}]}]}
                """)
            .start()
            .completed("a")
            .failed("c");

    assertThat(story.submitted()).containsExactly("undo:a");
    assertThat(story.completed("undo:a").status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.run().steps()).doesNotContainKey("undo:b");
  }
}
