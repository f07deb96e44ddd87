package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ForEachStepTest {
  private static final String ORDERS = "{'orders':[{'n':'a'},{'n':'b'},{'n':'c'},{'n':'d'}]}";

  private static String each(String more) {
    return """
    {"id": "each", "kind": "for_each", "items": "input.orders", %s "steps": [
      {"id": "ship", "kind": "task", "capability": "ship",
       "input": {"what": "item.n", "number": "index"}}]}
    """
        .formatted(more);
  }

  private static Story story(String more) {
    return Story.of("\"output\": \"steps.each.output\"", each(more)).start(ORDERS);
  }

  @Test
  void every_item_is_worked_on_and_sees_itself_and_its_number() {
    Story story = story("");

    assertThat(story.submitted())
        .containsExactlyInAnyOrder("each:0/ship", "each:1/ship", "each:2/ship", "each:3/ship");
    assertThat(story.request("each:2/ship").payload()).isEqualTo(json("{'what':'c','number':2}"));
    assertThat(story.work("each:2/ship")).isNotEqualTo(story.work("each:1/ship"));
  }

  @Test
  void the_outputs_stand_in_the_order_of_the_items_whichever_ends_first() {
    Story story = story("");

    story
        .completed("each:3/ship", "3")
        .completed("each:1/ship", "1")
        .completed("each:0/ship", "0")
        .completed("each:2/ship", "2");

    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.run().output()).isEqualTo(json("[0,1,2,3]"));
  }

  @Test
  void no_more_items_are_worked_on_at_once_than_it_says() {
    Story story = story("\"concurrency\": 2,");
    assertThat(story.submitted()).containsExactly("each:0/ship", "each:1/ship");

    story.completed("each:1/ship");
    assertThat(story.submitted()).containsExactly("each:2/ship");
    story.completed("each:2/ship");
    assertThat(story.submitted()).containsExactly("each:3/ship");
    story.completed("each:3/ship");
    assertThat(story.submitted()).isEmpty();
    assertThat(story.completed("each:0/ship").status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void a_failed_item_stops_the_others() {
    Story story = story("\"concurrency\": 2,");
    String other = Objects.requireNonNull(story.work("each:0/ship"));

    story.failed("each:1/ship");

    assertThat(story.calledOff()).containsExactly(other);
    assertThat(story.error("each")).isEqualTo("item_failed");
    assertThat(story.run().failure()).contains("number 1", "out of order");
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.submittedEver()).containsExactlyInAnyOrder("each:0/ship", "each:1/ship");
  }

  @Test
  void or_the_others_go_on_and_its_output_is_null() {
    Story story = story("\"on_item_failure\": \"continue\", \"concurrency\": 2,");

    story.failed("each:0/ship");
    assertThat(story.submitted()).containsExactly("each:2/ship");
    story.completed("each:1/ship", "1").completed("each:2/ship", "2").failed("each:3/ship");

    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.run().output()).isEqualTo(json("[null,1,2,null]"));
  }

  @Test
  void an_empty_list_gives_an_empty_list() {
    Story story = Story.of("\"output\": \"steps.each.output\"", each("")).start("{'orders':[]}");

    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.run().output()).isEqualTo(json("[]"));
  }

  @Test
  void what_is_no_list_fails_the_step() {
    Story story = Story.of(each("")).start("{'orders':'none'}");

    assertThat(story.error("each")).isEqualTo("expression_failed");
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_thousand_items_are_worked_on_and_one_more_is_too_many() {
    String most = "{'orders':[" + "{'n':1},".repeat(999) + "{'n':1}]}";
    String more = "{'orders':[" + "{'n':1},".repeat(1_000) + "{'n':1}]}";

    Story well = Story.of(each("\"concurrency\": 1,")).start(most);
    Story badly = Story.of(each("\"concurrency\": 1,")).start(more);

    assertThat(well.submitted()).containsExactly("each:0/ship");
    assertThat(badly.error("each")).isEqualTo("too_many_items");
    assertThat(badly.submitted()).isEmpty();
  }

  @Test
  void a_thousand_items_that_wait_for_nothing_are_done_at_once() {
    Story story =
        Story.of(
                "\"output\": \"size(steps.each.output)\"",
                """
                {"id": "each", "kind": "for_each", "items": "input.orders", "concurrency": 1,
                 "steps": [{"id": "t", "kind": "transform", "output": {"i": "index"}}]}
                """)
            .start("{'orders':[" + "1,".repeat(999) + "1]}");

    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.run().output()).hasToString("1000");
  }

  @Test
  void an_item_can_say_what_its_output_is() {
    Story story = story("\"output\": \"string(index) + item.n + steps.ship.output.by\",");

    for (int i = 3; i >= 0; i--) {
      story.completed("each:" + i + "/ship", "{'by':'!'}");
    }

    assertThat(story.run().output()).isEqualTo(json("['0a!','1b!','2c!','3d!']"));
  }

  @Test
  void the_steps_of_an_item_see_those_of_their_own_item_and_those_before_the_list() {
    Story story =
        Story.of(
                """
                {"id": "before", "kind": "transform", "output": {"x": "'seven'"}, "next": "each"},
                {"id": "each", "kind": "for_each", "items": "input.orders", "next": "after",
                 "steps": [
                   {"id": "pack", "kind": "task", "capability": "x", "next": "ship"},
                   {"id": "ship", "kind": "task", "capability": "x",
                    "input": {"packed": "steps.pack.output", "x": "steps.before.output.x"}}]},
                {"id": "after", "kind": "task", "capability": "x",
                 "input": {"packed": "steps.pack", "i": "index", "item": "item"}}
                """)
            .start("{'orders':['a','b']}");

    story.completed("each:1/pack", "'box 1'").completed("each:0/pack", "'box 0'");
    assertThat(story.request("each:0/ship").payload())
        .isEqualTo(json("{'packed':'box 0','x':'seven'}"));
    story.completed("each:0/ship").completed("each:1/ship");

    assertThat(story.request("after").payload())
        .isEqualTo(json("{'packed':null,'i':null,'item':null}"));
  }

  @Test
  void lists_within_lists_and_branches_within_items_keep_apart() {
    Story story =
        Story.of(
                "\"output\": \"steps.orders.output\"",
                """
                {"id": "orders", "kind": "for_each", "items": "input.orders", "steps": [
                  {"id": "fork", "kind": "parallel", "branches": [
                    {"name": "lines", "steps": [
                      {"id": "lines", "kind": "for_each", "items": "item.lines", "steps": [
                        {"id": "price", "kind": "task", "capability": "x",
                         "input": {"line": "item", "number": "index"}}]}]},
                    {"name": "tell", "steps": [
                      {"id": "tell", "kind": "task", "capability": "x",
                       "input": {"order": "item.n", "number": "index"}}]}]}]}
                """)
            .start("{'orders':[{'n':'A','lines':['p','q']},{'n':'B','lines':['r']}]}");

    assertThat(story.submitted())
        .containsExactlyInAnyOrder(
            "orders:0/lines:0/price",
            "orders:0/lines:1/price",
            "orders:0/tell",
            "orders:1/lines:0/price",
            "orders:1/tell");
    assertThat(story.request("orders:0/lines:1/price").payload())
        .isEqualTo(json("{'line':'q','number':1}"));
    assertThat(story.request("orders:1/tell").payload())
        .isEqualTo(json("{'order':'B','number':1}"));

    story
        .completed("orders:1/tell", "'B'")
        .completed("orders:0/lines:1/price", "2")
        .completed("orders:1/lines:0/price", "3")
        .completed("orders:0/lines:0/price", "1")
        .completed("orders:0/tell", "'A'");

    assertThat(story.run().output())
        .isEqualTo(json("[{'lines':[1,2],'tell':'A'},{'lines':[3],'tell':'B'}]"));
  }

  @Test
  void a_failure_within_an_inner_list_stops_only_its_item_when_the_others_may_go_on() {
    Story story =
        Story.of(
                "\"output\": \"steps.orders.output\"",
                """
                {"id": "orders", "kind": "for_each", "items": "input.orders",
                 "on_item_failure": "continue", "steps": [
                  {"id": "lines", "kind": "for_each", "items": "item", "steps": [
                    {"id": "price", "kind": "task", "capability": "x"}]}]}
                """)
            .start("{'orders':[['p','q'],['r']]}");
    String called = Objects.requireNonNull(story.work("orders:0/lines:1/price"));

    story.failed("orders:0/lines:0/price");
    assertThat(story.calledOff()).containsExactly(called);
    story.completed("orders:1/lines:0/price", "1");

    assertThat(story.run().output()).isEqualTo(json("[null,[1]]"));
  }

  @Test
  void a_list_may_be_named_undo() {
    Story story =
        Story.of(
                "\"output\": \"steps.undo.output\"",
                """
                {"id": "undo", "kind": "for_each", "items": "input.orders", "steps": [
                  {"id": "ship", "kind": "task", "capability": "ship",
                   "compensation": {"capability": "back"}}]}
                """)
            .start("{'orders':[1,2]}");

    story.completed("undo:0/ship", "1");
    assertThat(story.status()).isEqualTo(RunStatus.RUNNING);
    story.cancel();
    assertThat(story.submitted()).containsExactly("undo:undo:0/ship");
    assertThat(story.completed("undo:undo:0/ship").status()).isEqualTo(RunStatus.CANCELLED);
  }
}
