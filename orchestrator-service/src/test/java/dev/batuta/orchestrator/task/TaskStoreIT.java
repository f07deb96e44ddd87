package dev.batuta.orchestrator.task;

import static dev.batuta.orchestrator.task.SampleTasks.LIFECYCLE;
import static dev.batuta.orchestrator.task.SampleTasks.NOON;
import static dev.batuta.orchestrator.task.SampleTasks.completed;
import static dev.batuta.orchestrator.task.SampleTasks.failed;
import static dev.batuta.orchestrator.task.SampleTasks.json;
import static dev.batuta.orchestrator.task.SampleTasks.progress;
import static dev.batuta.orchestrator.task.SampleTasks.submitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.store.MongoFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;

@WithInfrastructure
final class TaskStoreIT {
  private static final TenantId OTHER = new TenantId("somebody-else");

  private final MongoFixture mongo;
  private final TaskStore store;
  private final TenantId tenant = new TenantId("acme");

  TaskStoreIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "tasks-" + UUID.randomUUID());
    store = new TaskStore(mongo.template());
  }

  @BeforeEach
  void another_tenant_has_tasks_too() {
    store.insert(task(OTHER, 999, "{}"));
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void a_task_comes_back_as_it_was_stored() {
    Task task =
        task(
            tenant,
            1,
            "{'a.b':{'$set':{'c.d':1}},'$where':'x','':0,'amount':1234.10,'big':12345678901234567890}");

    Task stored = store.insert(task).orElseThrow();
    Task read = read(task.id());

    assertThat(read).isEqualTo(stored);
    assertThat(read.spec().payload()).isEqualTo(task.spec().payload());
    assertThat(read.spec().payload().toString()).contains("1234.10", "12345678901234567890");
    assertThat(read.version()).isZero();
  }

  @Test
  void a_task_comes_back_whole_in_every_state() {
    Task task = store.insert(task(tenant, 1, "{}")).orElseThrow();
    Task processing = save(LIFECYCLE.progressed(task, progress(task, 1, 30), NOON));
    Task waiting = save(LIFECYCLE.resulted(processing, failed(task, 1, true), NOON.plusMillis(7)));
    Task second = save(LIFECYCLE.due(waiting, NOON.plusSeconds(9)));
    Task done =
        save(
            LIFECYCLE.resulted(second, completed(task, 2, "{'x':[1,null]}"), NOON.plusSeconds(10)));

    assertThat(read(task.id()).state()).isEqualTo(done.state());
    assertThat(read(task.id()).expiresAt()).isEqualTo(done.expiresAt());
    assertThat(read(task.id()).events()).extracting(TaskEvent::seq).containsExactly(1, 2, 3, 4, 5);
    assertThat(read(task.id()).events())
        .extracting(event -> event.data().get("status"))
        .containsExactly("pending", "processing", "waiting_retry", "pending", "completed");
  }

  @Test
  void the_second_task_of_an_id_is_not_stored() {
    Task task = task(tenant, 1, "{'first':true}");

    assertThat(store.insert(task)).isPresent();
    assertThat(store.insert(task(tenant, 1, "{'first':false}"))).isEmpty();
    assertThat(read(task.id()).spec().payload()).isEqualTo(json("{'first':true}"));
  }

  @Test
  void of_two_changes_of_the_same_version_one_is_refused() {
    Task task = store.insert(task(tenant, 1, "{}")).orElseThrow();
    Task mine = changed(LIFECYCLE.acknowledged(task, 1, NOON));
    Task theirs = changed(LIFECYCLE.resulted(task, completed(task, 1, "{}"), NOON));

    store.save(theirs);

    assertThatThrownBy(() -> store.save(mine))
        .isInstanceOf(OptimisticLockingFailureException.class);
    assertThat(read(task.id()).state().status()).isEqualTo(TaskStatus.COMPLETED);
  }

  @Test
  void of_many_changes_in_one_call_those_of_tasks_that_moved_on_are_left_out() {
    Task first = store.insert(task(tenant, 1, "{}")).orElseThrow();
    Task second = store.insert(task(tenant, 2, "{}")).orElseThrow();
    Task queued = changed(LIFECYCLE.acknowledged(first, 1, NOON));
    Task late = changed(LIFECYCLE.acknowledged(second, 1, NOON));
    var _ = save(LIFECYCLE.resulted(second, completed(second, 1, "{}"), NOON));

    store.saveUnchanged(List.of(queued, late));

    assertThat(read(first.id()).state()).isEqualTo(queued.state());
    assertThat(read(first.id()).events()).isEqualTo(queued.events());
    assertThat(read(first.id()).version()).isEqualTo(1);
    assertThat(read(second.id()).state().status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(store.due(NOON.plusSeconds(6), 10, Set.of()))
        .extracting(Task::id)
        .doesNotContain(first.id());
  }

  @Test
  void nobody_sees_another_tenants_tasks() {
    Task task = store.insert(task(tenant, 1, "{}")).orElseThrow();

    assertThat(store.find(OTHER, task.id())).isEmpty();
    assertThat(store.list(OTHER, null, null, 10)).extracting(Task::tenantId).containsOnly(OTHER);
    assertThat(store.list(tenant, null, null, 10)).extracting(Task::id).containsExactly(task.id());
    assertThat(store.count(tenant, TaskStatus.PENDING)).isOne();
    assertThat(store.countOpen(tenant)).isOne();
    assertThat(store.oldestWaiting(new TenantId("nobody"))).isEmpty();
  }

  @Test
  void pages_go_from_the_newest_to_the_oldest_without_repeats() {
    for (int i = 1; i <= 5; i++) {
      store.insert(task(tenant, i, "{}"));
    }

    List<Task> first = store.list(tenant, TaskStatus.PENDING, null, 3);
    List<Task> second = store.list(tenant, TaskStatus.PENDING, first.getLast().id(), 3);

    assertThat(first).extracting(Task::id).containsExactly(id(5), id(4), id(3));
    assertThat(second).extracting(Task::id).containsExactly(id(2), id(1));
    assertThat(store.list(tenant, TaskStatus.FAILED, null, 3)).isEmpty();
  }

  @Test
  void the_most_overdue_task_is_looked_at_first_and_an_ended_one_never() {
    Task late = store.insert(task(tenant, 1, "{}")).orElseThrow();
    Task early = store.insert(task(tenant, 2, "{}")).orElseThrow();
    Task ended = store.insert(task(tenant, 3, "{}")).orElseThrow();
    save(LIFECYCLE.acknowledged(late, 1, NOON));
    save(LIFECYCLE.resulted(ended, completed(ended, 1, "{}"), NOON));

    assertThat(store.due(NOON.plusSeconds(3_600), 10, Set.of()))
        .extracting(Task::id)
        .containsSubsequence(early.id(), late.id())
        .doesNotContain(ended.id());
    assertThat(store.due(NOON.plusSeconds(3_600), 1, Set.of())).hasSize(1);
    assertThat(store.due(NOON, 10, Set.of())).isEmpty();
  }

  @Test
  void tasks_of_halted_tenants_are_not_looked_at() {
    Task task = store.insert(task(tenant, 1, "{}")).orElseThrow();

    assertThat(store.due(NOON.plusSeconds(60), 10, Set.of(OTHER)))
        .extracting(Task::id)
        .containsExactly(task.id());
    assertThat(store.due(NOON.plusSeconds(60), 10, Set.of(OTHER, tenant))).isEmpty();
  }

  @Test
  void watchers_learn_which_tasks_changed() {
    Task first = store.insert(task(tenant, 1, "{}")).orElseThrow();
    Task second = store.insert(task(tenant, 2, "{}")).orElseThrow();
    save(LIFECYCLE.acknowledged(second, 1, NOON.plusSeconds(5)));

    assertThat(store.versions(List.of(first.id(), second.id(), id(77))))
        .isEqualTo(Map.of(first.id(), 0L, second.id(), 1L));
    assertThat(store.changedSince(tenant, NOON.plusSeconds(1), 10)).containsExactly(second.id());
    assertThat(store.changedSince(tenant, NOON, 10)).containsExactly(first.id(), second.id());
    assertThat(store.changedSince(new TenantId("nobody"), NOON, 10)).isEmpty();
  }

  @Test
  void a_paused_task_and_what_its_agent_showed_come_back_as_they_were() {
    Task task = store.insert(task(tenant, 1, "{}")).orElseThrow();
    Task processing =
        save(
            LIFECYCLE.progressed(
                task, SampleTasks.showing(task, "{'a.b':[1,null]}", "price_list"), NOON));
    Task paused = save(SampleTasks.CONTROL.pause(processing, "stock is counted", NOON));

    assertThat(read(task.id())).isEqualTo(paused);
    assertThat(read(task.id()).events().get(1).intermediate()).isEqualTo(json("{'a.b':[1,null]}"));
    assertThat(read(task.id()).events().get(1).data().get("details"))
        .isEqualTo(Map.of("progress", 50, "step", "pricing", "tools_used", List.of("price_list")));
  }

  @Test
  void a_task_is_due_at_the_very_moment_that_was_stored() {
    Task task = store.insert(task(tenant, 1, "{}")).orElseThrow();
    Instant checkAt = task.state().nextCheckAt();
    assertThat(checkAt).isNotNull();

    assertThat(store.due(checkAt, 10, Set.of())).extracting(Task::id).contains(task.id());
    assertThat(store.due(checkAt.minusMillis(1), 10, Set.of())).isEmpty();
  }

  private Task save(TaskDecision decision) {
    return store.save(changed(decision));
  }

  private static Task changed(TaskDecision decision) {
    assertThat(decision).isInstanceOf(TaskDecision.Changed.class);
    return ((TaskDecision.Changed) decision).task();
  }

  private Task read(TaskId id) {
    return store.find(tenant, id).orElseThrow();
  }

  private static Task task(TenantId of, int number, String payload) {
    return submitted(of, id(number), 3, json(payload));
  }

  private static TaskId id(int number) {
    return new TaskId(new UUID(1, number));
  }
}
