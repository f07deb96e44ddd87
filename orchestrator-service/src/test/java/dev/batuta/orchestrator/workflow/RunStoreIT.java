package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.ACME;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.BROKEN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.NOON;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.RUN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.condition;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.task;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.starter.store.MongoFixture;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;

@WithInfrastructure
final class RunStoreIT {
  private static final WorkflowDefinition DEFINITION =
      workflow(
          "steps.second.output",
          task("first", "choose", null),
          condition("choose", List.of(), "second"),
          task("second", Map.of("total", "steps.first.output.total"), null, null));

  private final WorkflowEngine engine = new WorkflowEngine(new Expressions());
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

  @Test
  void a_run_comes_back_as_it_was_stored_also_with_its_steps_and_their_digits() {
    WorkflowRun first = store.insert(started(RUN)).orElseThrow();
    WorkflowRun second =
        store.save(
            engine
                .stepEnded(
                    DEFINITION,
                    first,
                    "first",
                    json("{'total':1234.10,'a.b':{'$c':null}}"),
                    null,
                    NOON.plusSeconds(1))
                .run());

    WorkflowRun read = store.find(ACME, RUN).orElseThrow();

    assertThat(read).isEqualTo(second);
    assertThat(engine.due(DEFINITION, read, NOON.plusSeconds(2)).effects())
        .isEqualTo(engine.due(DEFINITION, second, NOON.plusSeconds(2)).effects());
    assertThat(engine.due(DEFINITION, read, NOON.plusSeconds(2)).effects().toString())
        .contains("{\"total\":1234.10}");
  }

  @Test
  void a_decision_on_what_was_read_back_changes_nothing_when_nothing_is_new() {
    store.insert(started(RUN));
    WorkflowRun read = store.find(ACME, RUN).orElseThrow();

    WorkflowDecision decision =
        engine.stepEnded(DEFINITION, read, "second", json("{}"), null, NOON.plusSeconds(1));

    assertThat(decision.changes(store.find(ACME, RUN).orElseThrow())).isFalse();
  }

  @Test
  void the_second_run_of_an_id_is_not_stored() {
    assertThat(store.insert(started(RUN))).isPresent();
    assertThat(store.insert(started(RUN))).isEmpty();
  }

  @Test
  void of_two_changes_of_the_same_version_one_is_refused() {
    WorkflowRun run = store.insert(started(RUN)).orElseThrow();
    store.save(engine.stepEnded(DEFINITION, run, "first", null, BROKEN, NOON).run());

    assertThatThrownBy(() -> store.save(engine.postponed(run, NOON)))
        .isInstanceOf(OptimisticLockingFailureException.class);
    assertThat(store.find(ACME, RUN).orElseThrow().status()).isEqualTo(RunStatus.FAILED);
  }

  @Test
  void nobody_sees_another_tenants_run() {
    store.insert(started(RUN));

    assertThat(store.find(new TenantId("somebody-else"), RUN)).isEmpty();
  }

  @Test
  void the_most_overdue_run_is_looked_at_first_and_an_ended_one_never() {
    RunId late = new RunId(new UUID(0, 1));
    RunId ended = new RunId(new UUID(0, 2));
    store.save(engine.postponed(store.insert(started(RUN)).orElseThrow(), NOON));
    store.insert(started(late));
    WorkflowRun failing = store.insert(started(ended)).orElseThrow();
    store.save(engine.stepEnded(DEFINITION, failing, "first", null, BROKEN, NOON).run());

    assertThat(store.due(NOON.plusSeconds(60), 10))
        .extracting(WorkflowRun::id)
        .containsExactly(RUN, late);
    assertThat(store.due(NOON.plusSeconds(2), 10)).extracting(WorkflowRun::id).containsExactly(RUN);
    assertThat(store.due(NOON, 10)).isEmpty();
  }

  private WorkflowRun started(RunId id) {
    return engine.start(DEFINITION, id, ACME, json("{'name':'Ana'}"), null, NOON).run();
  }
}
