package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.BROKEN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.NOON;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.TIMEOUT;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.plan;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.orchestrator.task.TaskRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PausedRunTest {
  private static Story two() {
    return Story.of(plan(task("first", "second", null), task("second", null, null))).start();
  }

  @Test
  void what_is_under_way_ends_and_nothing_new_begins() {
    Story story = two().pause();
    assertThat(story.status()).isEqualTo(RunStatus.PAUSED);
    assertThat(story.calledOff()).isEmpty();

    story.completed("first");

    assertThat(story.output("first")).isEqualTo(json("{'by':'first'}"));
    assertThat(story.submitted()).isEmpty();
    assertThat(story.run().steps()).doesNotContainKey("second");
    assertThat(story.status()).isEqualTo(RunStatus.PAUSED);
  }

  @Test
  void resumed_it_goes_on_where_it_stood() {
    Story story = two().pause().completed("first").resume();

    assertThat(story.submitted()).containsExactly("second");
    assertThat(story.run().held()).isEmpty();
    assertThat(story.completed("second").status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.history()).contains("run_paused", "run_resumed");
  }

  @Test
  void resumed_it_asks_again_for_what_is_under_way() {
    Story story = two();
    TaskRequest asked = story.request("first");

    story.pause().later(Duration.ofDays(1)).resume();

    assertThat(story.request("first")).isEqualTo(asked);
  }

  @Test
  void the_time_it_stands_still_does_not_count() {
    Story story = two().later(Duration.ofMinutes(30)).pause();
    assertThat(story.run().nextCheckAt()).isNull();
    assertThat(story.run().pausedAt()).isEqualTo(NOON.plusSeconds(1_800));

    story.later(Duration.ofDays(2)).due();
    assertThat(story.changed()).isFalse();
    story.resume();

    assertThat(story.run().deadline()).isEqualTo(NOON.plus(TIMEOUT).plus(Duration.ofDays(2)));
    assertThat(story.run().pausedAt()).isNull();
    assertThat(story.later(TIMEOUT).due().status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void a_failure_while_it_stands_still_shows_when_it_goes_on() {
    Story story = two().pause();

    story.ended("first", story.work("first"), null, BROKEN);
    assertThat(story.status()).isEqualTo(RunStatus.PAUSED);
    assertThat(story.resume().status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void items_that_end_meanwhile_let_no_others_begin_until_it_goes_on() {
    Story story =
        Story.of(
                "\"output\": \"steps.each.output\"",
                """
                {"id": "each", "kind": "for_each", "items": "[1, 2, 3]", "concurrency": 2,
                 "steps": [{"id": "do", "kind": "task", "capability": "x"}]}
                """)
            .start()
            .pause();

    story.completed("each:1/do", "1").completed("each:0/do", "0");
    assertThat(story.submittedEver()).hasSize(2);
    story.resume();

    assertThat(story.submitted()).containsExactly("each:2/do");
    assertThat(story.completed("each:2/do", "2").run().output()).isEqualTo(json("[0,1,2]"));
  }

  @Test
  void a_delay_that_is_over_meanwhile_goes_on_when_the_run_does() {
    Story story =
        Story.of(
                """
                {"id": "wait", "kind": "delay", "duration": "PT1M", "next": "after"},
                {"id": "after", "kind": "task", "capability": "x"}
                """)
            .start()
            .pause();

    story.later(Duration.ofHours(1)).due();
    assertThat(story.changed()).isFalse();
    story.resume();
    assertThat(story.run().nextCheckAt()).isBeforeOrEqualTo(story.now());
    assertThat(story.due().submitted()).containsExactly("after");
  }

  @Test
  void a_callback_and_an_event_are_taken_meanwhile() {
    Story story =
        Story.of(
                """
                {"id": "ask", "kind": "callback", "timeout": "PT1H", "next": "hear"},
                {"id": "hear", "kind": "callback", "timeout": "PT1H", "next": "after",
                 "event": {"type": "go"}},
                {"id": "after", "kind": "task", "capability": "x"}
                """)
            .start()
            .pause()
            .called("ask", "1");
    assertThat(story.output("ask")).isEqualTo(json("1"));
    assertThat(story.run().waitingFor()).isEmpty();

    story.resume();
    assertThat(story.run().waitingFor()).containsExactly("go");
    story.pause().happened("go", "2");
    assertThat(story.submitted()).isEmpty();
    assertThat(story.resume().submitted()).containsExactly("after");
  }

  @Test
  void pausing_what_does_not_run_and_resuming_what_is_not_paused_have_no_effect() {
    Story story = two();
    assertThat(story.resume().changed()).isFalse();
    assertThat(story.pause().pause().changed()).isFalse();
    story.resume().completed("first").completed("second");

    assertThat(story.pause().changed()).isFalse();
    assertThat(story.resume().changed()).isFalse();
  }

  @Test
  void two_branches_that_end_meanwhile_are_joined_once() {
    Story story =
        Story.of(
                """
                {"id": "fork", "kind": "parallel", "join": "any", "next": "after", "branches": [
                  {"name": "a", "steps": [{"id": "a", "kind": "task", "capability": "x"}]},
                  {"name": "b", "steps": [{"id": "b", "kind": "task", "capability": "x"}]}]},
                {"id": "after", "kind": "task", "capability": "x"}
                """)
            .start()
            .pause()
            .completed("a")
            .completed("b")
            .resume();

    assertThat(story.submitted()).containsExactly("after");
    assertThat(story.history().stream().filter("step_started after"::equals)).hasSize(1);
  }
}
