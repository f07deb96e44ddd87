package dev.batuta.orchestrator.task;

import static dev.batuta.orchestrator.task.SampleTasks.LIFECYCLE;
import static dev.batuta.orchestrator.task.SampleTasks.NOON;
import static dev.batuta.orchestrator.task.SampleTasks.POLICY;
import static dev.batuta.orchestrator.task.SampleTasks.TIMEOUT;
import static dev.batuta.orchestrator.task.SampleTasks.completed;
import static dev.batuta.orchestrator.task.SampleTasks.failed;
import static dev.batuta.orchestrator.task.SampleTasks.json;
import static dev.batuta.orchestrator.task.SampleTasks.progress;
import static dev.batuta.orchestrator.task.SampleTasks.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TaskLifecycleTest {
  private static final Instant LATER = NOON.plusMillis(300);

  @Test
  void a_new_task_is_pending_and_is_dispatched_at_once() {
    TaskDecision.Changed decision =
        LIFECYCLE.submitted(
            submitted(3).id(), SampleTasks.ACME, submitted(3).spec(), submitted(3).route(), NOON);

    assertThat(decision.effects()).containsExactly(new TaskEffect.Dispatch());
    assertThat(decision.task().state().status()).isEqualTo(TaskStatus.PENDING);
    assertThat(decision.task().state().attempt()).isEqualTo(1);
    assertThat(decision.task().state().deadline()).isEqualTo(NOON.plus(TIMEOUT));
    assertThat(decision.task().events()).extracting(TaskEvent::seq).containsExactly(1);
  }

  @Test
  void kafkas_acknowledgement_of_the_current_attempt_queues_a_pending_task() {
    Task task = submitted(3);

    Task queued = changed(LIFECYCLE.acknowledged(task, 1, LATER));

    assertThat(queued.state().status()).isEqualTo(TaskStatus.QUEUED);
    assertThat(queued.state().nextCheckAt()).isEqualTo(NOON.plus(TIMEOUT));
    assertNothing(LIFECYCLE.acknowledged(task, 2, LATER));
    assertNothing(LIFECYCLE.acknowledged(queued, 1, LATER));
  }

  @Test
  void progress_shows_that_an_agent_is_at_it_and_how_far() {
    Task queued = changed(LIFECYCLE.acknowledged(submitted(3), 1, LATER));

    Task processing = changed(LIFECYCLE.progressed(queued, progress(queued, 1, 40), LATER));

    assertThat(processing.state().status()).isEqualTo(TaskStatus.PROCESSING);
    assertThat(processing.state().instanceId()).isEqualTo(SampleTasks.INSTANCE);
    assertThat(processing.state().startedAt()).isNotNull();
    assertThat(processing.events().getLast().data().get("details"))
        .isEqualTo(Map.of("progress", 40, "step", "pricing"));
    assertNothing(LIFECYCLE.progressed(processing, progress(processing, 2, 50), LATER));
  }

  @Test
  void a_result_completes_a_task_even_before_kafkas_acknowledgement_was_noted() {
    Task task = submitted(3);

    Task done = ended(LIFECYCLE.resulted(task, completed(task, 1, "{'total':1234.10}"), LATER));

    assertThat(done.state().status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(done.state().result()).isEqualTo(json("{'total':1234.10}"));
    assertThat(done.state().finishedAt()).isEqualTo(LATER);
    assertThat(done.state().nextCheckAt()).isNull();
    assertThat(done.expiresAt()).isEqualTo(LATER.plus(POLICY.kept()));
    assertThat(done.events().getLast().event()).isEqualTo("task_completed");
    assertNothing(LIFECYCLE.acknowledged(done, 1, LATER));
  }

  @Test
  void the_first_result_of_an_attempt_counts_and_repeats_only_tell_the_end_again() {
    Task task = submitted(3);
    Task done = ended(LIFECYCLE.resulted(task, completed(task, 1, "{'a':1}"), LATER));

    List<TaskDecision> repeats =
        List.of(
            LIFECYCLE.resulted(done, completed(task, 1, "{'a':2}"), LATER),
            LIFECYCLE.resulted(done, failed(task, 1, true), LATER),
            LIFECYCLE.resulted(done, failed(task, 1, false), LATER));

    assertThat(repeats).containsOnly(new TaskDecision.Unchanged(List.of(new TaskEffect.End())));
  }

  @Test
  void a_failure_that_no_attempt_mends_ends_the_task_as_failed() {
    Task task = submitted(3);

    Task over = ended(LIFECYCLE.resulted(task, failed(task, 1, false), LATER));

    assertThat(over.state().status()).isEqualTo(TaskStatus.FAILED);
    assertThat(over.state().attempt()).isEqualTo(1);
    assertThat(over.events().getLast().event()).isEqualTo("task_failed");
  }

  @Test
  void a_task_with_a_backoff_of_its_own_waits_for_that() {
    Task task = submitted(3, Duration.ofSeconds(7));

    Task first = changed(LIFECYCLE.resulted(task, failed(task, 1, true), NOON));

    assertThat(first.state().nextCheckAt()).isEqualTo(NOON.plusSeconds(7));
  }

  @Test
  void a_failure_that_may_mend_is_tried_again_after_a_backoff_that_doubles() {
    Task task = submitted(3);

    Task first = changed(LIFECYCLE.resulted(task, failed(task, 1, true), NOON));
    Task second = changed(LIFECYCLE.due(first, NOON.plusSeconds(1)));
    Task third = changed(LIFECYCLE.resulted(second, failed(task, 2, true), NOON.plusSeconds(10)));

    assertThat(first.state().status()).isEqualTo(TaskStatus.WAITING_RETRY);
    assertThat(first.state().nextCheckAt()).isEqualTo(NOON.plusSeconds(1));
    assertThat(second.state().status()).isEqualTo(TaskStatus.PENDING);
    assertThat(second.state().attempt()).isEqualTo(2);
    assertThat(second.state().deadline()).isEqualTo(NOON.plusSeconds(1).plus(TIMEOUT));
    assertThat(third.state().nextCheckAt()).isEqualTo(NOON.plusSeconds(12));
  }

  @Test
  void the_backoff_never_exceeds_its_limit() {
    Task task = submitted(100);
    Instant now = NOON;
    for (int attempt = 1; attempt < 90; attempt++) {
      task = changed(LIFECYCLE.resulted(task, failed(task, attempt, true), now));
      Instant again = task.state().nextCheckAt();
      assertThat(again).isNotNull().isBetween(now, now.plus(POLICY.longestBackoff()));
      now = again;
      task = changed(LIFECYCLE.due(task, now));
    }
  }

  @Test
  void a_task_whose_last_attempt_fails_is_dead_lettered() {
    Task task = submitted(1);

    Task over = ended(LIFECYCLE.resulted(task, failed(task, 1, true), LATER));

    assertThat(over.state().status()).isEqualTo(TaskStatus.DEAD_LETTERED);
    assertThat(over.state().error())
        .isEqualTo(new TaskError("no_price", "the price list is empty", true));
  }

  @Test
  void an_attempt_without_a_result_counts_as_failed_at_its_deadline() {
    Task queued = changed(LIFECYCLE.acknowledged(submitted(2), 1, LATER));

    assertNothing(LIFECYCLE.due(queued, NOON.plus(TIMEOUT).minusMillis(1)));
    Task waiting = changed(LIFECYCLE.due(queued, NOON.plus(TIMEOUT)));

    assertThat(waiting.state().status()).isEqualTo(TaskStatus.WAITING_RETRY);
    TaskError error = waiting.state().error();
    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo("timed_out");
    assertThat(error.message()).isEqualTo("no result from quote_agent within 30000 ms");
  }

  @Test
  void a_task_that_kafka_never_acknowledged_is_sent_again_until_its_deadline() {
    Task task = submitted(2);

    TaskDecision again = LIFECYCLE.due(task, NOON.plus(POLICY.dispatchTimeout()));
    TaskDecision late = LIFECYCLE.due(changed(again), NOON.plus(TIMEOUT));

    assertThat(effects(again)).containsExactly(new TaskEffect.Dispatch());
    assertThat(changed(again).state().attempt()).isEqualTo(1);
    assertThat(changed(late).state().status()).isEqualTo(TaskStatus.WAITING_RETRY);
  }

  @Test
  void results_of_other_attempts_and_those_that_come_while_waiting_are_ignored() {
    Task task = submitted(3);
    Task waiting = changed(LIFECYCLE.resulted(task, failed(task, 1, true), NOON));
    Task second = changed(LIFECYCLE.due(waiting, NOON.plusSeconds(1)));

    assertNothing(LIFECYCLE.resulted(waiting, completed(task, 1, "{}"), LATER));
    assertNothing(LIFECYCLE.resulted(second, completed(task, 1, "{}"), LATER));
    assertNothing(LIFECYCLE.resulted(second, failed(task, 3, false), LATER));
    assertNothing(LIFECYCLE.progressed(waiting, progress(task, 1, 10), LATER));
  }

  @Test
  void an_ended_task_is_never_due() {
    Task task = submitted(1);
    Task over = ended(LIFECYCLE.resulted(task, failed(task, 1, true), LATER));

    assertNothing(LIFECYCLE.due(over, LATER.plus(Duration.ofDays(300))));
  }

  @Test
  void a_chatty_task_keeps_a_bounded_log_whose_numbers_still_count_up() {
    Task task = submitted(3);
    for (int i = 0; i < 500; i++) {
      task = changed(LIFECYCLE.progressed(task, progress(task, 1, i % 100), LATER));
    }
    Task done = ended(LIFECYCLE.resulted(task, completed(task, 1, "{}"), LATER));

    assertThat(done.events()).hasSize(TaskLog.EVENTS);
    assertThat(done.events()).extracting(TaskEvent::seq).isSorted().doesNotHaveDuplicates();
    assertThat(done.events().getLast().seq()).isEqualTo(502);
    assertThat(done.events().getLast().terminal()).isTrue();
  }

  private static Task changed(TaskDecision decision) {
    assertThat(decision).isInstanceOf(TaskDecision.Changed.class);
    return ((TaskDecision.Changed) decision).task();
  }

  private static Task ended(TaskDecision decision) {
    assertThat(effects(decision)).containsExactly(new TaskEffect.End());
    return changed(decision);
  }

  private static List<TaskEffect> effects(TaskDecision decision) {
    return switch (decision) {
      case TaskDecision.Changed(var _, var effects) -> effects;
      case TaskDecision.Unchanged(var effects) -> effects;
      case TaskDecision.Refused() -> List.of();
    };
  }

  private static void assertNothing(TaskDecision decision) {
    assertThat(decision).isEqualTo(new TaskDecision.Unchanged(List.of()));
  }
}
