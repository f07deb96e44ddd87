package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.TIMEOUT;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.plan;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RetriedRunTest {
  private static Story two() {
    return Story.of(plan(task("first", "second", null), task("second", null, null)))
        .start()
        .completed("first");
  }

  @Test
  void it_begins_again_with_the_step_that_failed_and_a_new_task() {
    Story story = two();
    String before = story.work("second");
    story.failed("second").later(Duration.ofDays(1)).retry();

    assertThat(story.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(story.run().round()).isEqualTo(1);
    assertThat(story.run().failure()).isNull();
    assertThat(story.run().endedAt()).isNull();
    assertThat(story.run().expiresAt()).isNull();
    assertThat(story.run().deadline()).isEqualTo(story.now().plus(TIMEOUT));
    assertThat(story.submitted()).containsExactly("second");
    assertThat(story.work("second")).isNotEqualTo(before);
    assertThat(story.output("first")).isEqualTo(json("{'by':'first'}"));

    story.completed("second");
    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.history()).contains("run_failed", "run_retried", "run_completed");
  }

  @Test
  void a_late_result_of_the_round_before_has_no_effect() {
    Story story = two();
    String before = story.work("second");
    story.failed("second").retry();

    story.ended("second", before, json("{'late':true}"), null);

    assertThat(story.changed()).isFalse();
    assertThat(story.completed("second").output("second")).isEqualTo(json("{'by':'second'}"));
  }

  @Test
  void it_can_be_retried_as_often_as_it_fails() {
    Story story = two();
    for (int round = 1; round <= 3; round++) {
      story.failed("second").retry();
      assertThat(story.run().round()).isEqualTo(round);
      assertThat(story.submitted()).containsExactly("second");
    }
    assertThat(story.completed("second").status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void what_has_not_failed_is_not_retried() {
    Story story = two();

    assertThat(story.retry().changed()).isFalse();
    assertThat(story.pause().retry().changed()).isFalse();
    assertThat(story.cancel().retry().changed()).isFalse();
    assertThat(two().completed("second").retry().changed()).isFalse();
  }

  @Test
  void what_was_undone_is_not_retried() {
    Story story =
        Story.of("\"on_failure\": {\"compensate\": true}", CancelledRunTest.SHOP)
            .start()
            .completed("reserve", "{'place':'A7'}")
            .failed("charge")
            .completed("undo:reserve");
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);

    assertThat(story.retry().changed()).isFalse();
    assertThat(story.rerun("reserve").changed()).isFalse();
  }

  @Test
  void of_a_list_only_the_items_that_did_not_complete_are_done_again() {
    Story story =
        Story.of(
                "\"output\": \"steps.each.output\"",
                """
                {"id": "each", "kind": "for_each", "items": "['a', 'b', 'c', 'd']",
                 "concurrency": 2, "steps": [
                  {"id": "pack", "kind": "task", "capability": "x", "next": "ship"},
                  {"id": "ship", "kind": "task", "capability": "x",
                   "input": {"packed": "steps.pack.output"}}]}
                """)
            .start()
            .completed("each:0/pack", "'p0'")
            .completed("each:0/ship", "0")
            .completed("each:1/pack", "'p1'")
            .completed("each:2/pack", "'p2'");
    String first = story.work("each:0/ship");
    String failed = story.work("each:1/ship");
    story.failed("each:1/ship");
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);

    story.retry();

    assertThat(story.submitted()).containsExactlyInAnyOrder("each:1/ship", "each:2/ship");
    assertThat(story.request("each:1/ship").payload()).isEqualTo(json("{'packed':'p1'}"));
    assertThat(story.work("each:1/ship")).isNotEqualTo(failed);
    assertThat(story.work("each:0/ship")).isEqualTo(first);

    story.completed("each:2/ship", "2");
    assertThat(story.submitted()).containsExactly("each:3/pack");
    story.completed("each:1/ship", "1").completed("each:3/pack").completed("each:3/ship", "3");
    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.run().output()).isEqualTo(json("[0,1,2,3]"));
  }

  @Test
  void of_branches_only_those_that_did_not_complete_are_done_again() {
    Story story =
        Story.of(
                "\"output\": \"steps.fork.output\"",
                """
                {"id": "fork", "kind": "parallel", "branches": [
                  {"name": "a", "steps": [{"id": "a", "kind": "task", "capability": "x"}]},
                  {"name": "b", "steps": [{"id": "b", "kind": "task", "capability": "x"}]},
                  {"name": "c", "steps": [{"id": "c", "kind": "task", "capability": "x"}]}]}
                """)
            .start()
            .completed("a", "1")
            .failed("b")
            .retry();

    assertThat(story.submitted()).containsExactlyInAnyOrder("b", "c");
    story.completed("c", "3").completed("b", "2");
    assertThat(story.run().output()).isEqualTo(json("{'a':1,'b':2,'c':3}"));
  }

  @Test
  void within_lists_of_lists_too() {
    Story story =
        Story.of(
                "\"output\": \"steps.orders.output\"",
                """
                {"id": "orders", "kind": "for_each", "items": "[[1, 2], [3]]", "steps": [
                  {"id": "lines", "kind": "for_each", "items": "item", "steps": [
                    {"id": "price", "kind": "task", "capability": "x"}]}]}
                """)
            .start()
            .completed("orders:1/lines:0/price", "3")
            .completed("orders:0/lines:0/price", "1")
            .failed("orders:0/lines:1/price")
            .retry();

    assertThat(story.submitted()).containsExactly("orders:0/lines:1/price");
    assertThat(story.completed("orders:0/lines:1/price", "2").run().output())
        .isEqualTo(json("[[1,2],[3]]"));
  }

  @Test
  void a_run_out_of_time_goes_on_with_what_was_called_off() {
    Story story = two().later(TIMEOUT).due();
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);

    story.retry();

    assertThat(story.submitted()).containsExactly("second");
    assertThat(story.completed("second").status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void a_failure_that_was_taken_care_of_is_not_done_again() {
    Story story =
        Story.of(plan(task("a", "b", "c"), task("b", null, null), task("c", null, null)))
            .start()
            .failed("a")
            .failed("c")
            .retry();

    assertThat(story.submitted()).containsExactly("c");
  }

  @Test
  void the_steps_of_the_failures_handler_are_not_done_again() {
    Story story =
        Story.of(
                "\"on_failure\": {\"then\": \"sorry\"}",
                """
                {"id": "a", "kind": "task", "capability": "x"},
                {"id": "sorry", "kind": "task", "capability": "x"}
                """)
            .start()
            .failed("a")
            .failed("sorry");
    String apology = Objects.requireNonNull(story.work("sorry"));

    story.retry();
    assertThat(story.submitted()).containsExactly("a");
    story.failed("a");
    assertThat(story.submitted()).containsExactly("sorry");
    assertThat(story.work("sorry")).isNotEqualTo(apology);
    story.completed("sorry").retry().completed("a");

    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void a_run_that_an_end_step_failed_does_not_complete_by_being_retried() {
    Story story = Story.of("{\"id\": \"over\", \"kind\": \"end\", \"status\": \"failed\"}").start();

    story.retry();

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_failure_that_led_to_such_an_end_is_done_again() {
    Story story =
        Story.of(
                "\"output\": \"steps.each.output\"",
                """
                {"id": "each", "kind": "for_each", "items": "[1, 2]", "on_failure": "tell",
                 "steps": [{"id": "ship", "kind": "task", "capability": "x"}]},
                {"id": "tell", "kind": "task", "capability": "x", "next": "over"},
                {"id": "over", "kind": "end", "status": "failed"}
                """)
            .start()
            .completed("each:0/ship", "0")
            .failed("each:1/ship")
            .completed("tell");
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);

    story.retry();
    assertThat(story.submitted()).containsExactly("each:1/ship");
    assertThat(story.run().steps()).doesNotContainKeys("tell", "over");

    assertThat(story.completed("each:1/ship", "1").run().output()).isEqualTo(json("[0,1]"));
  }

  @Test
  void an_output_that_could_not_be_computed_is_computed_again() {
    Story story =
        Story.of(
                "\"output\": \"1 / input.zero\"",
                "{\"id\": \"t\", \"kind\": \"delay\"," + " \"duration\": \"PT0S\"}")
            .start("{'zero':0}");
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);

    story.retry();

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.run().round()).isEqualTo(1);
  }

  @Test
  void a_callback_that_timed_out_waits_anew() {
    Story story =
        Story.of("{\"id\": \"ask\", \"kind\": \"callback\", \"timeout\": \"PT1M\"}")
            .start()
            .later(Duration.ofMinutes(1))
            .due()
            .retry();

    assertThat(story.step("ask").dueAt()).isEqualTo(story.now().plusSeconds(60));
    assertThat(story.called("ask", "1").status()).isEqualTo(RunStatus.COMPLETED);
  }
}
