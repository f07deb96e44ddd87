package dev.batuta.orchestrator.task;

import static dev.batuta.orchestrator.task.SampleTasks.CONTROL;
import static dev.batuta.orchestrator.task.SampleTasks.LIFECYCLE;
import static dev.batuta.orchestrator.task.SampleTasks.NOON;
import static dev.batuta.orchestrator.task.SampleTasks.TIMEOUT;
import static dev.batuta.orchestrator.task.SampleTasks.completed;
import static dev.batuta.orchestrator.task.SampleTasks.failed;
import static dev.batuta.orchestrator.task.SampleTasks.progress;
import static dev.batuta.orchestrator.task.SampleTasks.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.message.TaskStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TaskControlTest {
  private static final Instant LATER = NOON.plusSeconds(1);

  @Test
  void pausing_a_queued_task_withdraws_its_attempt_and_resuming_begins_another_free_of_charge() {
    Task queued = changed(LIFECYCLE.acknowledged(submitted(1), 1, NOON));

    TaskDecision.Changed pause = (TaskDecision.Changed) CONTROL.pause(queued, "count stock", LATER);
    Task paused = pause.task();
    Task resumed = changed(CONTROL.resume(paused, NOON.plusSeconds(3_600)));

    assertThat(pause.effects()).containsExactly(new TaskEffect.Withdraw(1, "count stock"));
    assertThat(paused.state().status()).isEqualTo(TaskStatus.PAUSED);
    assertThat(LIFECYCLE.due(paused, NOON.plusSeconds(3_000)))
        .isEqualTo(new TaskDecision.Unchanged(List.of()));
    assertThat(resumed.state().status()).isEqualTo(TaskStatus.PENDING);
    assertThat(resumed.state().attempt()).isEqualTo(2);
    assertThat(resumed.state().counted()).isEqualTo(1);
    assertThat(resumed.state().deadline()).isEqualTo(NOON.plusSeconds(3_600).plus(TIMEOUT));
  }

  @Test
  void the_result_of_an_attempt_at_work_counts_while_the_task_is_paused() {
    Task processing =
        changed(LIFECYCLE.progressed(submitted(3), progress(submitted(3), 1, 5), NOON));
    Task paused = changed(CONTROL.pause(processing, "wait", LATER));

    Task done = changed(LIFECYCLE.resulted(paused, completed(paused, 1, "{}"), LATER));
    Task failed = changed(LIFECYCLE.resulted(paused, failed(paused, 1, true), LATER));

    assertThat(done.state().status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(failed.state().status()).isEqualTo(TaskStatus.PAUSED);
    Task resumed = changed(CONTROL.resume(failed, LATER));
    assertThat(resumed.state().attempt()).isEqualTo(2);
    assertThat(resumed.state().counted()).as("the agent's own failure counts").isEqualTo(2);
  }

  @Test
  void a_resumed_task_waits_for_the_attempt_that_is_still_at_work() {
    Task processing =
        changed(LIFECYCLE.progressed(submitted(3), progress(submitted(3), 1, 5), NOON));
    Task paused = changed(CONTROL.pause(processing, "wait", LATER));

    Task soon = changed(CONTROL.resume(paused, LATER));
    Task late = changed(CONTROL.resume(paused, NOON.plus(TIMEOUT)));

    assertThat(soon.state().status()).isEqualTo(TaskStatus.PROCESSING);
    assertThat(soon.state().attempt()).isEqualTo(1);
    assertThat(soon.state().nextCheckAt()).isEqualTo(NOON.plus(TIMEOUT));
    assertThat(late.state().status()).isEqualTo(TaskStatus.PENDING);
    assertThat(late.state().counted()).isEqualTo(1);
  }

  @Test
  void an_agent_that_began_just_before_the_pause_is_waited_for_too() {
    Task paused = changed(CONTROL.pause(submitted(3), "wait", NOON));

    Task begun = changed(LIFECYCLE.progressed(paused, progress(paused, 1, 5), LATER));

    assertThat(begun.state().status()).isEqualTo(TaskStatus.PAUSED);
    assertThat(changed(CONTROL.resume(begun, LATER)).state().status())
        .isEqualTo(TaskStatus.PROCESSING);
  }

  @Test
  void a_cancelled_task_has_ended_whatever_its_agent_answers() {
    Task processing =
        changed(LIFECYCLE.progressed(submitted(3), progress(submitted(3), 1, 5), NOON));

    TaskDecision.Changed decision =
        (TaskDecision.Changed) CONTROL.cancel(processing, "bought elsewhere", LATER);
    Task cancelled = decision.task();

    assertThat(decision.effects())
        .containsExactly(new TaskEffect.Withdraw(null, "bought elsewhere"), new TaskEffect.End());
    assertThat(cancelled.state().status()).isEqualTo(TaskStatus.CANCELLED);
    assertThat(cancelled.events().getLast().terminal()).isTrue();
    assertThat(LIFECYCLE.resulted(cancelled, completed(cancelled, 1, "{}"), LATER))
        .isInstanceOf(TaskDecision.Unchanged.class);
    assertThat(CONTROL.cancel(cancelled, "again", LATER))
        .isInstanceOf(TaskDecision.Unchanged.class);
    assertThat(CONTROL.pause(cancelled, "now", LATER)).isEqualTo(new TaskDecision.Refused());
    assertThat(CONTROL.resume(cancelled, LATER)).isEqualTo(new TaskDecision.Refused());
  }

  @Test
  void commands_may_come_twice() {
    Task paused = changed(CONTROL.pause(submitted(3), "wait", NOON));
    Task resumed = changed(CONTROL.resume(paused, LATER));

    assertThat(CONTROL.pause(paused, "wait", LATER)).isInstanceOf(TaskDecision.Unchanged.class);
    assertThat(CONTROL.resume(resumed, LATER)).isInstanceOf(TaskDecision.Unchanged.class);
  }

  @Test
  void an_attempt_that_a_halt_kept_waiting_is_sent_anew_and_does_not_count() {
    Task queued = changed(LIFECYCLE.acknowledged(submitted(1), 1, NOON));
    Instant lifted = NOON.plusSeconds(600);

    Task again = changed(LIFECYCLE.due(queued, lifted, lifted));
    Task lost = changed(LIFECYCLE.due(again, lifted.plus(TIMEOUT), lifted));

    assertThat(again.state().status()).isEqualTo(TaskStatus.PENDING);
    assertThat(again.state().counted()).isEqualTo(1);
    assertThat(lost.state().status()).isEqualTo(TaskStatus.DEAD_LETTERED);
  }

  @Test
  void a_full_log_forgets_its_oldest_events_whole_and_gives_no_number_twice() {
    Task task = submitted(3);
    for (int i = 0; i < 200; i++) {
      task = changed(LIFECYCLE.progressed(task, progress(task, 1, i % 100), NOON));
    }
    task = changed(LIFECYCLE.resulted(task, completed(task, 1, "{}"), LATER));

    assertThat(task.events()).hasSize(TaskLog.EVENTS);
    assertThat(task.events().getFirst().seq()).isEqualTo(1);
    assertThat(task.events().get(1).seq()).isEqualTo(202 - TaskLog.EVENTS + 2);
    assertThat(task.events().getLast().seq()).isEqualTo(202);
    assertThat(task.events().getLast().terminal()).isTrue();
  }

  @Test
  void large_intermediate_results_are_kept_up_to_a_bound() {
    Task task = submitted(3);
    String large = "'" + "x".repeat(60_000) + "'";
    for (int i = 0; i < 20; i++) {
      task = changed(LIFECYCLE.progressed(task, SampleTasks.showing(task, large, "scan"), NOON));
    }

    assertThat(task.events().stream().filter(event -> event.intermediate() != null)).hasSize(4);
    assertThat(task.events().getLast().seq()).isEqualTo(21);
  }

  private static Task changed(TaskDecision decision) {
    assertThat(decision).isInstanceOf(TaskDecision.Changed.class);
    return ((TaskDecision.Changed) decision).task();
  }
}
