package dev.batuta.orchestrator.task;

import static dev.batuta.orchestrator.task.SampleTasks.LIFECYCLE;
import static dev.batuta.orchestrator.task.SampleTasks.NOON;
import static dev.batuta.orchestrator.task.SampleTasks.TIMEOUT;
import static dev.batuta.orchestrator.task.SampleTasks.completed;
import static dev.batuta.orchestrator.task.SampleTasks.failed;
import static dev.batuta.orchestrator.task.SampleTasks.progress;
import static dev.batuta.orchestrator.task.SampleTasks.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.orchestrator.agent.AttemptOutcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AttemptEndsTest {
  private static final Instant LATE = NOON.plus(TIMEOUT).plusSeconds(60);

  private final Task pending = submitted(2);
  private final Task queued = changed(LIFECYCLE.acknowledged(pending, 1, NOON));

  @Test
  void results_and_refusals_are_answers() {
    assertThat(
            AttemptEnds.between(
                queued, changed(LIFECYCLE.resulted(queued, completed(queued, 1, "{}"), NOON))))
        .contains(AttemptOutcome.ANSWERED);
    assertThat(
            AttemptEnds.between(
                queued, changed(LIFECYCLE.resulted(queued, failed(queued, 1, false), NOON))))
        .contains(AttemptOutcome.ANSWERED);
  }

  @Test
  void what_another_attempt_may_mend_is_a_failure_also_the_last_time() {
    Task waiting = changed(LIFECYCLE.resulted(queued, failed(queued, 1, true), NOON));
    Task second = changed(LIFECYCLE.due(waiting, LATE));
    Task buried = changed(LIFECYCLE.resulted(second, failed(second, 2, true), LATE));

    assertThat(AttemptEnds.between(queued, waiting)).contains(AttemptOutcome.FAILED);
    assertThat(AttemptEnds.between(waiting, second)).isEmpty();
    assertThat(AttemptEnds.between(second, buried)).contains(AttemptOutcome.FAILED);
  }

  @Test
  void a_deadline_that_passes_is_the_agents_only_if_it_was_given_the_task() {
    assertThat(AttemptEnds.between(queued, changed(LIFECYCLE.due(queued, LATE))))
        .contains(AttemptOutcome.TIMED_OUT);
    assertThat(AttemptEnds.between(pending, changed(LIFECYCLE.due(pending, LATE)))).isEmpty();
  }

  @Test
  void what_happens_on_the_way_is_no_end() {
    assertThat(AttemptEnds.between(pending, queued)).isEmpty();
    assertThat(
            AttemptEnds.between(
                queued, changed(LIFECYCLE.progressed(queued, progress(queued, 1, 10), NOON))))
        .isEmpty();
  }

  private static Task changed(TaskDecision decision) {
    assertThat(decision).isInstanceOf(TaskDecision.Changed.class);
    return ((TaskDecision.Changed) decision).task();
  }
}
