package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RerunTest {
  private static final String STEPS =
      """
      {"id": "a", "kind": "task", "capability": "x", "next": "each"},
      {"id": "each", "kind": "for_each", "items": "[1, 2]", "next": "b", "steps": [
        {"id": "ship", "kind": "task", "capability": "x"}]},
      {"id": "b", "kind": "task", "capability": "x"},
      {"id": "sorry", "kind": "task", "capability": "x"}
      """;

  private static Story done() {
    return Story.of(
            "\"output\": \"steps.each.output\", \"on_failure\": {\"then\": \"sorry\"}", STEPS)
        .start()
        .completed("a")
        .completed("each:0/ship", "0")
        .completed("each:1/ship", "1");
  }

  @Test
  void the_step_and_all_after_it_are_done_anew_and_those_before_keep_what_they_gave() {
    Story story = done().completed("b");
    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    String before = story.work("each:0/ship");

    story.rerun("each");

    assertThat(story.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(story.run().output()).isNull();
    assertThat(story.submitted()).containsExactlyInAnyOrder("each:0/ship", "each:1/ship");
    assertThat(story.work("each:0/ship")).isNotEqualTo(before);
    assertThat(story.output("a")).isEqualTo(json("{'by':'a'}"));
    assertThat(story.run().steps()).doesNotContainKey("b");

    story.completed("each:0/ship", "5").completed("each:1/ship", "6").completed("b");
    assertThat(story.run().output()).isEqualTo(json("[5,6]"));
  }

  @Test
  void late_results_of_the_round_before_have_no_effect() {
    Story story = done().completed("b");
    String before = story.work("each:0/ship");

    story.rerun("a").ended("each:0/ship", before, json("7"), null);
    assertThat(story.changed()).isFalse();
    story.completed("a").ended("each:0/ship", before, json("7"), null);
    assertThat(story.changed()).isFalse();
  }

  @Test
  void it_may_begin_anew_as_often_as_it_ends_also_after_retries() {
    Story story = done().failed("b").completed("sorry").retry().completed("b").rerun("b");

    assertThat(story.run().round()).isEqualTo(2);
    assertThat(story.submitted()).containsExactly("b");
    assertThat(story.completed("b").rerun("a").submitted()).containsExactly("a");
  }

  @Test
  void a_cancelled_run_without_anything_undone_can_begin_anew() {
    Story story = done().cancel().rerun("b");

    assertThat(story.submitted()).containsExactly("b");
    assertThat(story.completed("b").status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void it_is_refused_while_it_runs_and_from_what_has_not_begun_or_stands_within() {
    Story story = done();
    assertThat(story.rerun("a").changed()).isFalse();
    story.completed("b");

    assertThat(story.rerun("nowhere").changed()).isFalse();
    assertThat(story.rerun("sorry").changed()).isFalse();
    assertThat(story.rerun("ship").changed()).isFalse();
    assertThat(story.rerun("each:0/ship").changed()).isFalse();
    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void it_is_refused_from_a_step_of_the_failures_handler() {
    Story story = done().failed("b").completed("sorry");

    assertThat(story.rerun("sorry").changed()).isFalse();
    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.rerun("b").submitted()).containsExactly("b");
    assertThat(story.run().steps()).doesNotContainKey("sorry");
  }
}
