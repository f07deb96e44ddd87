package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.NOON;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.TIMEOUT;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.plan;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.orchestrator.task.TaskRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunMonitoringTest {
  @Test
  void work_that_may_be_lost_is_asked_for_again_under_the_same_id() {
    Story story = Story.of(plan(task("first", null, null))).start();
    TaskRequest asked = story.request("first");

    story.later(Duration.ofSeconds(5)).due();

    assertThat(story.request("first")).isEqualTo(asked);
    assertThat(story.step("first").round()).isZero();
    assertThat(story.history()).containsExactly("run_started", "step_started first");
  }

  @Test
  void the_longer_nothing_happens_the_rarer_it_is_looked_at_up_to_a_minute() {
    Story story = Story.of(plan(task("first", null, null))).start();

    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Duration pause = Duration.between(story.now(), story.run().nextCheckAt());
      pauses.add(pause.toSeconds());
      story.later(pause).due();
    }

    assertThat(pauses).containsExactly(5L, 5L, 10L, 20L, 40L, 60L, 60L, 60L);
    assertThat(story.run().updatedAt()).isEqualTo(NOON);
  }

  @Test
  void it_is_looked_at_soon_again_when_something_has_happened() {
    Story story = Story.of(plan(task("first", "second", null), task("second", null, null))).start();
    story.later(Duration.ofMinutes(5)).due();

    story.completed("first");

    assertThat(story.run().nextCheckAt()).isEqualTo(story.now().plusSeconds(5));
  }

  @Test
  void a_run_whose_time_is_up_fails_and_what_is_open_is_called_off() {
    Story story = Story.of(plan(task("first", null, null))).start();
    String work = story.work("first");
    assertThat(story.run().deadline()).isEqualTo(NOON.plus(TIMEOUT));

    story.later(TIMEOUT.minusMillis(1)).due();
    assertThat(story.status()).isEqualTo(RunStatus.RUNNING);
    story.later(Duration.ofMillis(1)).due();

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.run().failure()).contains("7200 s");
    assertThat(story.calledOff()).containsExactly(work);
  }

  @Test
  void a_run_never_waits_beyond_its_time() {
    Story story =
        Story.of("{\"id\": \"wait\", \"kind\": \"delay\", \"duration\": \"P30D\"}").start();

    assertThat(story.run().nextCheckAt()).isEqualTo(NOON.plus(TIMEOUT));
    assertThat(story.later(TIMEOUT).due().status()).isEqualTo(RunStatus.FAILED);
  }
}
