package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.ACME;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.NOON;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.RUN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.SAMPLE;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.engine;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.plan;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.store.MongoFixture;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;
import tools.jackson.databind.JsonNode;

@WithInfrastructure
final class RunStoreIT {
  private static final TenantId OTHER = new TenantId("somebody-else");
  private static final WorkflowPlan PLAN =
      Story.written(
          "\"output\": \"steps.each.output\"",
          """
          {"id": "each", "kind": "for_each", "items": "input.items", "next": "ask", "steps": [
            {"id": "work", "kind": "task", "capability": "x"}]},
          {"id": "ask", "kind": "callback", "timeout": "PT1H", "event": {"type": "go"}}
          """);
  private static final WorkflowPlan SIMPLE = plan(task("only", null, null));

  private final WorkflowEngine engine = engine();
  private final MongoFixture mongo;
  private final RunStore store;

  RunStoreIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "runs-" + UUID.randomUUID());
    store = new RunStore(mongo.template());
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  private WorkflowRun start(WorkflowPlan plan, TenantId tenant, int id, String input) {
    return engine
        .start(
            plan,
            new WorkflowEngine.Start(
                id(id),
                tenant,
                SAMPLE,
                json(input),
                json("{'tenant':{'a.b':1}}"),
                new ParentStep(RUN, "above:1/sub", 2),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            NOON)
        .run();
  }

  private WorkflowRun stored(TenantId tenant, int id) {
    return store.insert(start(SIMPLE, tenant, id, "{'name':'Ana'}")).orElseThrow();
  }

  private static RunId id(int number) {
    return new RunId(new UUID(0, number));
  }

  private WorkflowRun ended(WorkflowRun run, String key, JsonNode output, Instant now) {
    StepRun step = Objects.requireNonNull(run.steps().get(key));
    return engine
        .workEnded(PLAN, run, key, Objects.requireNonNull(step.workId()), output, null, 1, now)
        .run();
  }

  @Test
  void a_run_comes_back_as_it_was_stored_with_its_items_history_and_digits() {
    WorkflowRun first =
        store.insert(start(PLAN, ACME, 7, "{'items':[1.10,2],'$odd':{'a.b':null}}")).orElseThrow();
    WorkflowRun second =
        store.save(
            ended(
                first,
                "each:0/work",
                json("{'total':1234.10,'x.y':{'$c':[]}}"),
                NOON.plusSeconds(1)));
    WorkflowRun paused =
        store.save(
            engine
                .pause(
                    PLAN,
                    ended(second, "each:1/work", json("'b'"), NOON.plusSeconds(2)),
                    NOON.plusSeconds(3))
                .run());

    WorkflowRun read = store.find(ACME, id(7)).orElseThrow();

    assertThat(read).isEqualTo(paused);
    assertThat(Objects.requireNonNull(read.steps().get("each:0/work")).output())
        .hasToString("{\"total\":1234.10,\"x.y\":{\"$c\":[]}}");
    assertThat(read.input()).hasToString("{\"items\":[1.10,2],\"$odd\":{\"a.b\":null}}");
    assertThat(read.waitingFor()).containsExactly("go");
  }

  @Test
  void a_run_goes_on_from_what_was_stored_as_from_what_was_kept() {
    WorkflowRun kept = store.insert(start(PLAN, ACME, 7, "{'items':[1,2,3]}")).orElseThrow();
    for (String key : List.of("each:2/work", "each:0/work", "each:1/work")) {
      WorkflowRun read = store.find(ACME, id(7)).orElseThrow();
      assertThat(read).isEqualTo(kept);
      kept = store.save(ended(read, key, json("{'by':'" + key + "'}"), NOON.plusSeconds(1)));
    }

    WorkflowRun done =
        store.save(engine.called(PLAN, kept, "ask", json("{}"), NOON.plusSeconds(2)).run());

    assertThat(store.find(ACME, id(7))).contains(done);
    assertThat(done.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(done.output())
        .isEqualTo(json("[{'by':'each:0/work'},{'by':'each:1/work'},{'by':'each:2/work'}]"));
  }

  @Test
  void the_second_run_of_an_id_is_not_stored() {
    stored(ACME, 7);

    assertThat(store.insert(start(SIMPLE, ACME, 7, "{'name':'Eva'}"))).isEmpty();
    assertThat(store.insert(start(SIMPLE, OTHER, 7, "{'name':'Eva'}"))).isEmpty();
    assertThat(store.find(ACME, id(7)).orElseThrow().input()).isEqualTo(json("{'name':'Ana'}"));
  }

  @Test
  void of_two_changes_of_the_same_version_one_is_refused() {
    WorkflowRun run = stored(ACME, 7);
    store.save(engine.pause(SIMPLE, run, NOON).run());

    assertThatThrownBy(() -> store.save(engine.cancel(SIMPLE, run, "late", NOON).run()))
        .isInstanceOf(OptimisticLockingFailureException.class);
    assertThat(store.find(ACME, id(7)).orElseThrow().status()).isEqualTo(RunStatus.PAUSED);
  }

  @Test
  void the_most_overdue_run_is_looked_at_first_and_ended_or_paused_ones_never() {
    store.save(stored(ACME, 1).checkedAt(NOON.plusSeconds(30)));
    store.save(stored(OTHER, 2).checkedAt(NOON.plusSeconds(10)));
    store.save(engine.cancel(SIMPLE, stored(ACME, 3), "x", NOON).run());
    store.save(engine.pause(SIMPLE, stored(ACME, 4), NOON).run());
    store.save(stored(ACME, 5).checkedAt(NOON.plusSeconds(20)));

    assertThat(store.due(NOON.plusSeconds(30), 10, Set.of()))
        .extracting(WorkflowRun::id)
        .containsExactly(id(2), id(5), id(1));
    assertThat(store.due(NOON.plusSeconds(30), 2, Set.of())).hasSize(2);
    assertThat(store.due(NOON.plusSeconds(10), 10, Set.of()))
        .extracting(WorkflowRun::id)
        .containsExactly(id(2));
    assertThat(store.due(NOON.plusSeconds(9), 10, Set.of())).isEmpty();
  }

  @Test
  void a_tenant_lists_its_own_runs_page_by_page_and_by_workflow_and_status() {
    for (int i = 1; i <= 5; i++) {
      stored(ACME, i);
    }
    stored(OTHER, 6);
    store.save(engine.cancel(SIMPLE, store.find(ACME, id(2)).orElseThrow(), "x", NOON).run());

    List<WorkflowRun> page = store.list(ACME, null, null, null, 3);
    assertThat(page).extracting(WorkflowRun::id).containsExactly(id(5), id(4), id(3));
    assertThat(store.list(ACME, null, null, page.getLast().id(), 3))
        .extracting(WorkflowRun::id)
        .containsExactly(id(2), id(1));
    assertThat(store.list(ACME, null, RunStatus.CANCELLED, null, 9))
        .extracting(WorkflowRun::id)
        .containsExactly(id(2));
    assertThat(store.list(ACME, "sample", RunStatus.RUNNING, id(4), 9))
        .extracting(WorkflowRun::id)
        .containsExactly(id(3), id(1));
    assertThat(store.list(ACME, "another", null, null, 9)).isEmpty();
  }

  @Test
  void open_runs_are_counted_and_those_that_ended_are_not() {
    stored(ACME, 1);
    store.save(engine.pause(SIMPLE, stored(ACME, 2), NOON).run());
    store.save(engine.cancel(SIMPLE, stored(ACME, 3), "x", NOON).run());
    stored(OTHER, 4);

    assertThat(store.countOpen(ACME)).isEqualTo(2);
    assertThat(store.countOpen(OTHER)).isEqualTo(1);
  }

  @Test
  void a_tenants_runs_that_wait_for_an_event_are_found() {
    store.insert(start(PLAN, ACME, 1, "{'items':[]}"));
    store.insert(start(PLAN, OTHER, 2, "{'items':[]}"));
    store.insert(start(PLAN, ACME, 3, "{'items':[1]}"));

    assertThat(store.waitingFor(ACME, "go", 9)).extracting(WorkflowRun::id).containsExactly(id(1));
    assertThat(store.waitingFor(ACME, "stop", 9)).isEmpty();
  }

  @Test
  void nobody_sees_another_tenants_run() {
    stored(ACME, 7);

    assertThat(store.find(OTHER, id(7))).isEmpty();
  }

  @Test
  void a_long_history_is_complete_and_in_order_also_when_a_change_was_lost() {
    WorkflowRun run =
        store.insert(start(PLAN, ACME, 7, "{'items':[" + "1,".repeat(149) + "1]}")).orElseThrow();
    for (int i = 0; i < 150; i++) {
      run = store.save(ended(run, "each:" + i + "/work", json("1"), NOON.plusSeconds(i)));
      if (i % 40 == 20) {
        WorkflowRun lost = run;
        store.save(lost.checkedAt(NOON));
        assertThatThrownBy(() -> store.save(withMuchHistory(lost)))
            .isInstanceOf(OptimisticLockingFailureException.class);
        run = store.find(ACME, id(7)).orElseThrow();
      }
      assertThat(run.events()).hasSizeLessThanOrEqualTo(120);
    }

    List<RunEvent> history = store.history(run);
    AtomicInteger seq = new AtomicInteger();
    assertThat(history).allMatch(event -> event.seq() == seq.incrementAndGet());
    assertThat(history.getLast()).isEqualTo(run.events().getLast());
    assertThat(history.stream().filter(event -> event.event().equals("step_completed")))
        .hasSize(151);
  }

  /** A change that adds so much history that a part of it is put aside before it is refused. */
  private static WorkflowRun withMuchHistory(WorkflowRun run) {
    int last = run.events().getLast().seq();
    return run.carrying(
        java.util.stream.Stream.concat(
                run.events().stream(),
                IntStream.rangeClosed(1, 130)
                    .mapToObj(i -> new RunEvent(last + i, "never_was", NOON, null, null)))
            .toList());
  }

  @Test
  void a_tenants_limit_counts_what_is_stored_and_what_was_started_since() {
    stored(ACME, 1);
    OpenRuns open = new OpenRuns(store, _ -> 3);

    assertThat(open.of(ACME)).isEqualTo(3);
    assertThat(open.reached(ACME)).isFalse();
    open.started(ACME);
    open.started(ACME);
    assertThat(open.reached(ACME)).isTrue();
    open.ended(ACME);
    assertThat(open.reached(ACME)).isFalse();
    assertThat(open.reached(OTHER)).isFalse();
  }
}
