package dev.batuta.orchestrator.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an operator does to tasks, seen from outside, with an agent at work. */
@WithInfrastructure
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OperatorIT {
  private final RunningOrchestrator product;

  OperatorIT(EmbeddedInfrastructure infrastructure) throws Exception {
    product = new RunningOrchestrator(infrastructure, "--orchestrator.task.first-backoff=200ms");
  }

  @AfterAll
  void close() {
    product.close();
  }

  @Test
  void a_cancel_reaches_the_agent_at_work_and_ends_the_task_at_once() {
    TaskId task = product.task("hold", "{}");
    await().atMost(RunningOrchestrator.PATIENCE).until(() -> product.agent().begun.contains(task));

    RunningOrchestrator.Answer answer = product.command(task, "cancel");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("status").stringValue()).isEqualTo("cancelled");
    await()
        .atMost(RunningOrchestrator.PATIENCE)
        .until(() -> product.agent().stopped.contains(task));
    assertThat(product.command(task, "cancel").status()).isEqualTo(200);
    RunningOrchestrator.Answer pause = product.command(task, "pause");
    assertThat(pause.status()).isEqualTo(409);
    assertThat(pause.json().get("task_status").stringValue()).isEqualTo("cancelled");
    assertThat(pause.json().get("detail").stringValue()).contains("cancelled", "retry");
    assertThat(pause.json().get("allowed").get(0).stringValue()).isEqualTo("retry");
    assertThat(product.status(task)).isEqualTo("cancelled");
  }

  @Test
  void a_paused_task_at_work_ends_with_its_result_and_one_that_failed_goes_on_when_resumed() {
    TaskId task = product.task("hold", "{}");
    await().atMost(RunningOrchestrator.PATIENCE).until(() -> product.agent().begun.contains(task));

    assertThat(product.command(task, "pause").json().get("status").stringValue())
        .isEqualTo("paused");
    product.agent().gate.release();

    product.awaitStatus(task, "completed");
    assertThat(product.command(task, "resume").status()).isEqualTo(409);
  }

  @Test
  void a_resumed_task_is_done_once() {
    TaskId task = product.task("hold", "\"timeout_ms\":1500");
    await().atMost(RunningOrchestrator.PATIENCE).until(() -> product.agent().begun.contains(task));
    product.command(task, "pause");
    // Its attempt runs out while it is paused; nothing follows until it is resumed.
    await()
        .atMost(RunningOrchestrator.PATIENCE)
        .until(() -> product.agent().stopped.contains(task));

    product.command(task, "resume");
    product.agent().gate.release();

    product.awaitStatus(task, "completed");
    assertThat(product.show(task).get("attempt").intValue()).isEqualTo(2);
  }

  @Test
  void a_retry_is_a_new_task_that_is_linked_to_the_ended_one() {
    TaskId task = product.task("refuse", "\"payload\":{\"n\":1}");
    product.awaitStatus(task, "failed");

    RunningOrchestrator.Answer first = product.command(task, "retry");
    TaskId again = TaskId.parse(first.json().get("task_id").stringValue());
    RunningOrchestrator.Answer same = product.command(task, "retry");

    assertThat(first.status()).isEqualTo(202);
    assertThat(again).isNotEqualTo(task);
    assertThat(first.json().get("retry_of").stringValue()).isEqualTo(task.toString());
    assertThat(first.json().at("/payload/n").intValue()).isEqualTo(1);
    assertThat(product.show(task).get("retried_by").stringValue()).isEqualTo(again.toString());
    assertThat(product.status(task)).isEqualTo("failed");
    assertThat(same.status()).isEqualTo(202);
  }

  @Test
  void a_halted_tenant_begins_nothing_and_afterwards_everything_once() {
    TaskId running = product.task("hold", "{}");
    await()
        .atMost(RunningOrchestrator.PATIENCE)
        .until(() -> product.agent().begun.contains(running));
    TenantId other = new TenantId(product.tenant() + "-b");
    product.makeTenant(other);

    assertThat(product.halt("POST").json().get("halted").booleanValue()).isTrue();

    RunningOrchestrator.Answer refused = product.submit(product.tenant(), "count", "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("type").stringValue()).isEqualTo("/problems/tenant-halted");
    assertThat(product.halt("GET").json().get("reason").stringValue()).isEqualTo("invented");
    // What is at work may end its step, and its result counts.
    product.agent().gate.release();
    product.awaitStatus(running, "completed");
    await()
        .atMost(RunningOrchestrator.PATIENCE)
        .until(() -> product.submit(other, "count", "{}").status() == 202);

    assertThat(product.halt("DELETE").json().get("halted").booleanValue()).isFalse();
    TaskId after = product.task("count", "{}");
    product.awaitStatus(after, "completed");
  }

  @Test
  void tasks_that_were_queued_when_the_halt_came_wait_without_losing_attempts() {
    // The agent takes some at a time: the rest waits in its queue when the halt comes.
    List<TaskId> tasks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tasks.add(product.task("hold", "\"max_attempts\":1,\"timeout_ms\":6000"));
    }
    product.halt("POST");
    List<TaskId> begunBefore = List.copyOf(product.agent().begun);
    await()
        .during(Duration.ofSeconds(8))
        .atMost(Duration.ofSeconds(30))
        .until(() -> tasks.stream().noneMatch(task -> product.status(task).equals("completed")));

    product.agent().gate.release(500);
    product.halt("DELETE");

    for (TaskId task : tasks) {
      await()
          .atMost(RunningOrchestrator.PATIENCE)
          .until(() -> List.of("completed", "dead_lettered").contains(product.status(task)));
      if (!begunBefore.contains(task)) {
        assertThat(product.status(task)).isEqualTo("completed");
      }
    }
    product.agent().gate.drainPermits();
  }
}
