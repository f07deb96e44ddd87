package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.NOON;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CallbackStepTest {
  private static String ask(String more) {
    return """
    {"id": "ask", "kind": "callback", "timeout": "PT1H", %s
     "details": {"amount": "input.amount"}, "next": "after", "on_failure": "late"},
    {"id": "after", "kind": "task", "capability": "x", "input": {"answer": "steps.ask.output"}},
    {"id": "late", "kind": "task", "capability": "x", "input": {"why": "steps.ask.error.code"}}
    """
        .formatted(more);
  }

  private static final String PAID =
      "\"event\": {\"type\": \"order.paid\", \"filter\": \"event.order == input.order\"},";

  @Test
  void it_waits_for_a_call_whose_body_is_its_output() {
    Story story = Story.of(ask("")).start("{'amount':12.50}");
    assertThat(story.step("ask").input()).hasToString("{\"amount\":12.50}");
    assertThat(story.effects()).isEmpty();

    story.called("ask", "{'approved':true}");

    assertThat(story.request("after").payload()).isEqualTo(json("{'answer':{'approved':true}}"));
    assertThat(story.history()).contains("callback_received ask", "step_completed ask");
  }

  @Test
  void the_second_call_has_no_effect() {
    Story story = Story.of(ask("")).start("{'amount':1}").called("ask", "{'approved':true}");

    story.called("ask", "{'approved':false}");

    assertThat(story.changed()).isFalse();
    assertThat(story.output("ask")).isEqualTo(json("{'approved':true}"));
  }

  @Test
  void a_call_to_what_is_no_waiting_callback_has_no_effect() {
    Story story = Story.of(ask("")).start("{'amount':1}").called("ask", "1");

    assertThat(story.called("after", "1").changed()).isFalse();
    assertThat(story.called("late", "1").changed()).isFalse();
    assertThat(story.called("nowhere", "1").changed()).isFalse();
    assertThat(story.completed("after").called("ask", "1").changed()).isFalse();
  }

  @Test
  void nobody_answering_in_time_is_a_failure() {
    Story story = Story.of(ask("")).start("{'amount':1}");
    assertThat(story.run().nextCheckAt()).isEqualTo(NOON.plusSeconds(3_600));

    story.later(Duration.ofHours(1)).due();

    assertThat(story.request("late").payload()).isEqualTo(json("{'why':'timed_out'}"));
    assertThat(story.called("ask", "1").changed()).isFalse();
  }

  @Test
  void an_event_ends_the_wait_and_is_its_output() {
    Story story = Story.of(ask(PAID)).start("{'amount':1,'order':'A7'}");
    assertThat(story.run().waitingFor()).containsExactly("order.paid");

    story.happened("order.paid", "{'order':'A7','by':'card'}");

    assertThat(story.submitted()).containsExactly("after");
    assertThat(story.output("ask")).isEqualTo(json("{'order':'A7','by':'card'}"));
    assertThat(story.run().waitingFor()).isEmpty();
  }

  @Test
  void an_event_of_another_kind_or_that_does_not_pass_its_filter_does_not() {
    Story story = Story.of(ask(PAID)).start("{'amount':1,'order':'A7'}");

    assertThat(story.happened("order.lost", "{'order':'A7'}").changed()).isFalse();
    assertThat(story.happened("order.paid", "{'order':'B8'}").changed()).isFalse();
    assertThat(story.happened("order.paid", "{}").changed()).isFalse();
    assertThat(story.happened("order.paid", "'text'").changed()).isFalse();
    assertThat(story.run().waitingFor()).containsExactly("order.paid");
  }

  @Test
  void a_call_ends_the_wait_for_an_event_too() {
    Story story = Story.of(ask(PAID)).start("{'amount':1,'order':'A7'}").called("ask", "1");

    assertThat(story.submitted()).containsExactly("after");
    assertThat(story.happened("order.paid", "{'order':'A7'}").changed()).isFalse();
  }

  @Test
  void an_event_ends_the_waits_of_those_items_whose_filter_it_passes() {
    Story story =
        Story.of(
                """
                {"id": "each", "kind": "for_each", "items": "input.orders", "steps": [
                  {"id": "paid", "kind": "callback", "timeout": "PT1H",
                   "event": {"type": "order.paid", "filter": "event.order == item"}}]}
                """)
            .start("{'orders':['A','B','A']}");

    story.happened("order.paid", "{'order':'A'}");

    assertThat(story.step("each:0/paid").open()).isFalse();
    assertThat(story.step("each:1/paid").open()).isTrue();
    assertThat(story.step("each:2/paid").open()).isFalse();
    assertThat(story.happened("order.paid", "{'order':'B'}").status())
        .isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void one_event_that_two_racing_branches_wait_for_goes_on_once() {
    Story story =
        Story.of(
                """
                {"id": "fork", "kind": "parallel", "join": "any", "branches": [
                  {"name": "a", "steps": [{"id": "one", "kind": "callback", "timeout": "PT1H",
                    "event": {"type": "go"}, "next": "x"},
                    {"id": "x", "kind": "transform", "output": {"n": "1"}}]},
                  {"name": "b", "steps": [{"id": "two", "kind": "callback", "timeout": "PT1H",
                    "event": {"type": "go"}, "next": "y"},
                    {"id": "y", "kind": "task", "capability": "x"}]}], "next": "after"},
                {"id": "after", "kind": "task", "capability": "x"}
                """)
            .start();
    assertThat(story.run().waitingFor()).containsExactly("go");

    story.happened("go", "{}");

    assertThat(story.submitted()).contains("after");
    assertThat(story.run().steps().values().stream().filter(StepRun::open)).hasSize(1);
  }
}
