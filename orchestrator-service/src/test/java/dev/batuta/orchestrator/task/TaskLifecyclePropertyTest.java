package dev.batuta.orchestrator.task;

import static dev.batuta.orchestrator.task.SampleTasks.CONTROL;
import static dev.batuta.orchestrator.task.SampleTasks.LIFECYCLE;
import static dev.batuta.orchestrator.task.SampleTasks.NOON;
import static dev.batuta.orchestrator.task.SampleTasks.completed;
import static dev.batuta.orchestrator.task.SampleTasks.failed;
import static dev.batuta.orchestrator.task.SampleTasks.progress;
import static dev.batuta.orchestrator.task.SampleTasks.submitted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.message.TaskStatus;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TaskLifecyclePropertyTest {
  private static final int LIVES = 5_000;
  private static final int MOST_EVENTS = 40;

  @Test
  void whatever_happens_in_whatever_order_a_task_ends_once_and_stays_ended() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int life = 0; life < LIVES; life++) {
      String which = "seed " + seed + ", life " + life;
      Task task = submitted(1 + random.nextInt(5));
      Instant now = NOON;
      int events = random.nextInt(MOST_EVENTS);
      for (int i = 0; i < events; i++) {
        now = now.plusMillis(random.nextInt(20_000));
        task = checked(task, somethingHappens(task, now, random), which);
      }
      while (!task.state().status().terminal()) {
        if (task.state().status() == TaskStatus.PAUSED) {
          task = checked(task, CONTROL.resume(task, now), which);
        }
        Instant due = task.state().nextCheckAt();
        assertThat(due).as("%s: an open task is looked at again", which).isNotNull();
        now = due.isAfter(now) ? due : now;
        task = checked(task, LIFECYCLE.due(task, now), which);
      }
      assertThat(task.events().stream().filter(TaskEvent::terminal).count()).as(which).isEqualTo(1);
      assertThat(task.events().getLast().terminal()).as(which).isTrue();
      assertThat(task.state().status())
          .as(which)
          .isIn(
              TaskStatus.COMPLETED,
              TaskStatus.FAILED,
              TaskStatus.DEAD_LETTERED,
              TaskStatus.CANCELLED);
    }
  }

  private static TaskDecision somethingHappens(Task task, Instant now, Random random) {
    int attempt =
        random.nextBoolean()
            ? task.state().attempt()
            : 1 + random.nextInt(task.state().attempt() + 1);
    return switch (random.nextInt(16)) {
      case 10 -> CONTROL.pause(task, "invented", now);
      case 11, 12 -> CONTROL.resume(task, now);
      case 13 ->
          random.nextInt(4) == 0 ? CONTROL.cancel(task, "invented", now) : LIFECYCLE.due(task, now);
      case 14 -> LIFECYCLE.due(task, now, now.minusMillis(random.nextInt(30_000)));
      case 15 ->
          LIFECYCLE.progressed(task, SampleTasks.showing(task, "{'so_far':[1,2]}", "search"), now);
      case 0, 1 -> LIFECYCLE.acknowledged(task, attempt, now);
      case 2, 3 -> LIFECYCLE.progressed(task, progress(task, attempt, random.nextInt(101)), now);
      case 4 -> LIFECYCLE.resulted(task, completed(task, attempt, "{}"), now);
      case 5, 6 -> LIFECYCLE.resulted(task, failed(task, attempt, true), now);
      case 7 -> LIFECYCLE.resulted(task, failed(task, attempt, false), now);
      default -> LIFECYCLE.due(task, now);
    };
  }

  private static Task checked(Task before, TaskDecision decision, String which) {
    return switch (decision) {
      case TaskDecision.Unchanged(var _) -> before;
      case TaskDecision.Refused() -> {
        assertThat(before.state().status().terminal())
            .as("%s: only an ended task refuses", which)
            .isTrue();
        yield before;
      }
      case TaskDecision.Changed(var after, var effects) -> {
        assertThat(before.state().status().terminal())
            .as("%s: a terminal state never changes", which)
            .isFalse();
        assertThat(after.state().attempt())
            .as(which)
            .isBetween(before.state().attempt(), before.state().attempt() + 1);
        assertThat(after.state().counted())
            .as("%s: what the operator ended costs no attempt", which)
            .isBetween(before.state().counted(), before.spec().maxAttempts());
        if (before.state().status() == TaskStatus.PAUSED
            && effects.contains(new TaskEffect.Dispatch())) {
          assertThat(after.state().attempt())
              .as("%s: a new attempt has a number that was not withdrawn", which)
              .isEqualTo(before.state().attempt() + 1);
        }
        assertThat(after.events().subList(0, after.events().size() - 1))
            .as("%s: what stands in the log is not rewritten", which)
            .isSubsetOf(before.events());
        assertThat(after.events().getLast().seq())
            .as(which)
            .isEqualTo(before.events().getLast().seq() + 1);
        assertThat(after.events()).as(which).hasSizeLessThanOrEqualTo(TaskLog.EVENTS);
        assertThat(effects.contains(new TaskEffect.End()))
            .as(which)
            .isEqualTo(after.state().status().terminal());
        assertThat(after.spec()).as(which).isEqualTo(before.spec());
        yield after;
      }
    };
  }
}
