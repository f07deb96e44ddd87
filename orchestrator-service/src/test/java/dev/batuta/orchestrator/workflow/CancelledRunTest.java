package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.TIMEOUT;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.plan;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.Capability;
import dev.batuta.orchestrator.task.TaskRequest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CancelledRunTest {
  /** Reserve, charge, ship: the first two can be undone. */
  static final String SHOP =
      """
      {"id": "reserve", "kind": "task", "capability": "x", "next": "charge",
       "compensation": {"capability": "free", "input": {"place": "steps.reserve.output.place"}}},
      {"id": "charge", "kind": "task", "type": "charge_card", "capability": "x", "next": "ship",
       "compensation": {"capability": "refund", "attempts": 7,
                        "input": {"amount": "steps.charge.output.amount"}}},
      {"id": "ship", "kind": "task", "capability": "x"}
      """;

  private static Story shop() {
    return Story.of(SHOP)
        .start()
        .completed("reserve", "{'place':'A7'}")
        .completed("charge", "{'amount':12.50}");
  }

  @Test
  void a_run_without_anything_to_undo_ends_at_once() {
    Story story = Story.of(plan(task("first", null, null))).start();
    String work = story.work("first");

    story.cancel();

    assertThat(story.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(story.run().failure()).isEqualTo("nobody wants it");
    assertThat(story.calledOff()).containsExactly(work);
    assertThat(story.step("first").status()).isEqualTo(StepStatus.CANCELLED);
  }

  @Test
  void what_was_done_is_undone_one_after_the_other_the_newest_first() {
    Story story = shop();
    String ship = Objects.requireNonNull(story.work("ship"));

    story.cancel();
    assertThat(story.status()).isEqualTo(RunStatus.COMPENSATING);
    assertThat(story.calledOff()).containsExactly(ship);
    assertThat(story.submitted()).containsExactly("undo:charge");
    TaskRequest refund = story.request("undo:charge");
    assertThat(refund.capabilities()).containsExactly(new Capability("refund"));
    assertThat(refund.type()).isEqualTo("undo_charge_card");
    assertThat(refund.payload()).hasToString("{\"amount\":12.50}");
    assertThat(refund.maxAttempts()).isEqualTo(7);

    story.completed("undo:charge");
    assertThat(story.submitted()).containsExactly("undo:reserve");
    assertThat(story.request("undo:reserve").payload()).isEqualTo(json("{'place':'A7'}"));
    story.completed("undo:reserve");

    assertThat(story.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(story.history())
        .endsWith(
            "run_cancelling",
            "step_cancelled ship",
            "step_started undo:charge",
            "step_undone charge",
            "step_started undo:reserve",
            "step_undone reserve",
            "run_cancelled");
  }

  @Test
  void what_cannot_be_undone_is_noted_and_the_rest_is_undone() {
    Story story = shop().cancel().failed("undo:charge");

    assertThat(story.submitted()).containsExactly("undo:reserve");
    story.completed("undo:reserve");

    assertThat(story.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(story.error("undo:charge")).isEqualTo("broken");
    assertThat(story.history()).contains("step_not_undone charge", "step_undone reserve");
  }

  @Test
  void a_compensation_whose_input_cannot_be_computed_is_noted_too() {
    Story story =
        Story.of(
                """
                {"id": "a", "kind": "task", "capability": "x", "next": "b",
                 "compensation": {"capability": "free"}},
                {"id": "b", "kind": "task", "capability": "x", "next": "c",
                 "compensation": {"capability": "free",
                                  "input": {"n": "1 / steps.b.output.zero"}}},
                {"id": "c", "kind": "task", "capability": "x"}
                """)
            .start()
            .completed("a")
            .completed("b", "{'zero':0}")
            .cancel();

    assertThat(story.submitted()).containsExactly("undo:a");
    assertThat(story.error("undo:b")).isEqualTo("expression_failed");
    assertThat(story.completed("undo:a").status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void what_items_did_is_undone_too_each_with_what_it_saw() {
    Story story =
        Story.of(
                """
                {"id": "each", "kind": "for_each", "items": "input.orders", "steps": [
                  {"id": "ship", "kind": "task", "capability": "x",
                   "compensation": {"capability": "back",
                                    "input": {"what": "item", "how": "steps.ship.output"}}}],
                 "next": "last"},
                {"id": "last", "kind": "task", "capability": "x"}
                """)
            .start("{'orders':['a','b']}")
            .completed("each:1/ship", "'B'")
            .completed("each:0/ship", "'A'")
            .cancel();

    assertThat(story.submitted()).containsExactly("undo:each:1/ship");
    assertThat(story.request("undo:each:1/ship").payload())
        .isEqualTo(json("{'what':'b','how':'B'}"));
    story.completed("undo:each:1/ship");
    assertThat(story.request("undo:each:0/ship").payload())
        .isEqualTo(json("{'what':'a','how':'A'}"));
    assertThat(story.completed("undo:each:0/ship").status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void a_result_that_comes_late_is_not_undone_and_changes_nothing() {
    Story story = shop();
    String ship = story.work("ship");
    story.cancel();

    story.ended("ship", ship, json("{}"), null);

    assertThat(story.changed()).isFalse();
    assertThat(story.step("ship").status()).isEqualTo(StepStatus.CANCELLED);
  }

  @Test
  void a_paused_run_can_be_cancelled() {
    Story story = shop().pause().completed("ship").cancel();

    assertThat(story.status()).isEqualTo(RunStatus.COMPENSATING);
    assertThat(story.submitted()).containsExactly("undo:charge");
    assertThat(story.run().held()).isEmpty();
    assertThat(story.run().pausedAt()).isNull();
    assertThat(story.completed("undo:charge").completed("undo:reserve").status())
        .isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void cancelling_twice_or_what_has_ended_has_no_effect() {
    Story story = shop().cancel();

    assertThat(story.cancel().changed()).isFalse();
    story.completed("undo:charge").completed("undo:reserve");
    assertThat(story.cancel().changed()).isFalse();
    assertThat(story.status()).isEqualTo(RunStatus.CANCELLED);
  }

  @Test
  void it_is_not_paused_while_it_undoes() {
    Story story = shop().cancel();

    assertThat(story.pause().changed()).isFalse();
  }

  @Test
  void a_lost_compensation_is_asked_for_again_and_one_that_comes_twice_counts_once() {
    Story story = shop().cancel();
    TaskRequest asked = story.request("undo:charge");
    String work = story.work("undo:charge");

    story.later(java.time.Duration.ofSeconds(5)).due();
    assertThat(story.request("undo:charge")).isEqualTo(asked);

    story.completed("undo:charge").ended("undo:charge", work, json("{}"), null);
    assertThat(story.changed()).isFalse();
  }

  @Test
  void undoing_has_a_time_of_its_own_and_is_given_up_after_it() {
    Story story = shop().later(TIMEOUT.minusSeconds(1)).cancel();
    assertThat(story.run().deadline()).isEqualTo(story.now().plus(TIMEOUT));

    story.later(TIMEOUT).due();

    assertThat(story.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(story.error("undo:charge")).isEqualTo("timed_out");
    assertThat(story.history())
        .contains("compensation_late", "step_not_undone charge", "step_not_undone reserve");
  }

  @Test
  void the_failures_handler_is_not_for_cancelled_runs() {
    Story story =
        Story.of(
                "\"on_failure\": {\"compensate\": true, \"then\": \"sorry\"}",
                SHOP + ", {\"id\": \"sorry\", \"kind\": \"task\", \"capability\": \"x\"}")
            .start()
            .cancel();

    assertThat(story.status()).isEqualTo(RunStatus.CANCELLED);
    assertThat(story.submittedEver()).containsExactly("reserve");
  }
}
