package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.ACME;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.BROKEN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.NOON;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.RUN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.TIMEOUT;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.condition;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.task;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.orchestrator.task.TaskRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class WorkflowEngineTest {
  private static final Instant LATER = NOON.plusSeconds(1);
  private static final JsonNode INPUT = json("{'name':'Ana','amount':1234.10,'vip':true}");

  private final WorkflowEngine engine = new WorkflowEngine(new Expressions());

  @Test
  void a_straight_run_submits_one_task_after_the_other_and_completes() {
    WorkflowDefinition definition =
        workflow(
            "steps.second.output",
            task("first", "second", null),
            task("second", Map.of("from", "steps.first.output.a"), null, null));

    WorkflowDecision started = start(definition);
    WorkflowDecision second =
        engine.stepEnded(definition, started.run(), "first", json("{'a':1}"), null, LATER);
    WorkflowDecision ended =
        engine.stepEnded(definition, second.run(), "second", json("{'b':2}"), null, LATER);

    TaskRequest request = submitted(started);
    assertThat(request.payload()).isEqualTo(json("{'who':'Ana'}"));
    assertThat(request.tenant()).isEqualTo(ACME);
    assertThat(request.type()).isEqualTo("do_first");
    assertThat(request.maxAttempts()).isEqualTo(2);
    assertThat(request.run()).isEqualTo(new TaskRequest.RunStep(RUN.toString(), "first", null));
    assertThat(submitted(second).payload()).isEqualTo(json("{'from':1}"));
    assertThat(submitted(second).id()).isNotEqualTo(request.id());
    assertEnded(ended, RunStatus.COMPLETED);
    assertThat(ended.run().output()).isEqualTo(json("{'b':2}"));
  }

  @Test
  void a_condition_goes_on_with_the_first_case_that_holds_and_else_otherwise() {
    WorkflowDefinition definition =
        workflow(
            null,
            condition(
                "choose",
                List.of(
                    new Step.Case("input.amount > 5000.0", "a"), new Step.Case("input.vip", "b")),
                "c"),
            task("a", null, null),
            task("b", null, null),
            task("c", null, null));

    assertThat(start(definition).run().currentStep()).isEqualTo("b");
    assertThat(
            start(definition, json("{'name':'x','amount':9000.0,'vip':true}")).run().currentStep())
        .isEqualTo("a");
    assertThat(start(definition, json("{'name':'x','amount':1.0,'vip':false}")).run().currentStep())
        .isEqualTo("c");
  }

  @Test
  void a_condition_without_a_way_on_completes_the_run() {
    WorkflowDefinition definition =
        workflow(
            "input.name", condition("choose", List.of(new Step.Case("false", "choose")), null));

    WorkflowDecision decision = start(definition);

    assertEnded(decision, RunStatus.COMPLETED);
    assertThat(decision.run().output()).isEqualTo(json("'Ana'"));
  }

  @Test
  void a_failed_step_takes_its_failure_path_and_the_next_step_sees_the_error() {
    WorkflowDefinition definition =
        workflow(
            null,
            task("work", null, "excuse"),
            task("excuse", Map.of("why", "steps.work.error.code"), null, null));

    WorkflowDecision decision =
        engine.stepEnded(definition, start(definition).run(), "work", null, BROKEN, LATER);

    assertThat(submitted(decision).payload()).isEqualTo(json("{'why':'broken'}"));
    assertThat(decision.run().status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void a_failed_step_without_a_failure_path_fails_the_run_with_its_reason() {
    WorkflowDefinition definition = workflow(null, task("work", null, null));

    WorkflowDecision decision =
        engine.stepEnded(definition, start(definition).run(), "work", null, BROKEN, LATER);

    assertEnded(decision, RunStatus.FAILED);
    assertThat(decision.run().failure()).isEqualTo("step work failed: the agent is out of order");
  }

  @Test
  void a_run_that_is_not_done_at_its_deadline_has_failed() {
    WorkflowDefinition definition = workflow(null, task("work", null, null));
    WorkflowRun run = start(definition).run();

    WorkflowDecision decision = engine.due(definition, run, NOON.plus(TIMEOUT));

    assertEnded(decision, RunStatus.FAILED);
    assertThat(decision.run().failure()).isEqualTo("not done within 120 s");
  }

  @Test
  void a_run_that_is_due_before_submits_its_current_step_again_under_the_same_id() {
    WorkflowDefinition definition = workflow(null, task("work", null, null));
    WorkflowDecision started = start(definition);

    WorkflowDecision again = engine.due(definition, started.run(), NOON.plusSeconds(5));

    assertThat(submitted(again)).isEqualTo(submitted(started));
    assertThat(again.run().nextCheckAt()).isEqualTo(NOON.plusSeconds(10));
  }

  @Test
  void the_next_look_is_never_later_than_the_deadline() {
    WorkflowDefinition definition = workflow(null, task("work", null, null));
    WorkflowRun run = start(definition).run();
    Instant late = NOON.plus(TIMEOUT).minusMillis(10);

    assertThat(engine.due(definition, run, late).run().nextCheckAt()).isEqualTo(NOON.plus(TIMEOUT));
    assertThat(engine.postponed(run, late).nextCheckAt()).isEqualTo(NOON.plus(TIMEOUT));
    assertThat(engine.postponed(run, NOON).nextCheckAt()).isEqualTo(NOON.plusSeconds(2));
  }

  @Test
  void repeated_late_and_foreign_events_change_nothing() {
    WorkflowDefinition definition =
        workflow(
            null,
            task("first", "choose", null),
            condition("choose", List.of(), "second"),
            task("second", null, null));
    WorkflowRun run =
        engine
            .stepEnded(definition, start(definition).run(), "first", json("{}"), null, LATER)
            .run();

    List<WorkflowDecision> decisions =
        List.of(
            engine.stepEnded(definition, run, "first", json("{'other':1}"), null, LATER),
            engine.stepEnded(definition, run, "first", null, BROKEN, LATER),
            engine.stepEnded(definition, run, "choose", json("{}"), null, LATER),
            engine.stepEnded(definition, run, "unheard_of", json("{}"), null, LATER));

    assertThat(decisions).containsOnly(new WorkflowDecision(run, List.of()));
    assertThat(decisions).noneMatch(decision -> decision.changes(run));
  }

  @Test
  void an_ended_run_only_tells_its_end_again() {
    WorkflowDefinition definition = workflow(null, task("work", null, null));
    WorkflowRun run =
        engine
            .stepEnded(definition, start(definition).run(), "work", json("{}"), null, LATER)
            .run();

    WorkflowDecision told = new WorkflowDecision(run, List.of(new WorkflowEffect.End()));
    assertThat(engine.stepEnded(definition, run, "work", null, BROKEN, LATER)).isEqualTo(told);
    assertThat(engine.due(definition, run, NOON.plus(TIMEOUT))).isEqualTo(told);
  }

  @Test
  void amounts_keep_their_digits_from_input_through_steps_to_the_output() {
    WorkflowDefinition definition =
        workflow(
            "steps.first.output.total",
            task("first", Map.of("amount", "input.amount"), "second", null),
            task("second", Map.of("total", "steps.first.output.total"), null, null));
    WorkflowDecision first = start(definition);
    WorkflowDecision second =
        engine.stepEnded(
            definition, first.run(), "first", json("{'total':98765432109876.540}"), null, LATER);
    WorkflowDecision ended =
        engine.stepEnded(definition, second.run(), "second", json("{}"), null, LATER);

    assertThat(submitted(first).payload().toString()).isEqualTo("{\"amount\":1234.10}");
    assertThat(submitted(second).payload().toString()).isEqualTo("{\"total\":98765432109876.540}");
    assertThat(String.valueOf(ended.run().output())).isEqualTo("98765432109876.540");
  }

  @Test
  void an_expression_that_fails_on_what_is_known_fails_the_run_and_says_which() {
    WorkflowDefinition inCondition =
        workflow(
            null, condition("choose", List.of(new Step.Case("input.absent == 1", null)), null));
    WorkflowDefinition inInput =
        workflow(null, task("work", Map.of("x", "input.name + 1"), null, null));
    WorkflowDefinition inOutput = workflow("1 / 0", condition("choose", List.of(), null));

    assertFailedBecause(start(inCondition), "step choose: expression 'input.absent == 1'");
    assertFailedBecause(start(inInput), "step work: expression 'input.name + 1'");
    assertFailedBecause(start(inOutput), "output: expression '1 / 0'");
  }

  @Test
  void a_definition_that_goes_in_a_circle_fails_the_run_instead_of_running_for_ever() {
    WorkflowDefinition definition =
        workflow(null, condition("a", List.of(), "b"), condition("b", List.of(), "a"));

    assertFailedBecause(start(definition), "step a would run twice");
  }

  private WorkflowDecision start(WorkflowDefinition definition) {
    return start(definition, INPUT);
  }

  private WorkflowDecision start(WorkflowDefinition definition, JsonNode input) {
    return engine.start(definition, RUN, ACME, input, null, NOON);
  }

  private static TaskRequest submitted(WorkflowDecision decision) {
    assertThat(decision.effects()).hasSize(1);
    assertThat(decision.effects().getFirst()).isInstanceOf(WorkflowEffect.Submit.class);
    return ((WorkflowEffect.Submit) decision.effects().getFirst()).request();
  }

  private static void assertEnded(WorkflowDecision decision, RunStatus status) {
    assertThat(decision.effects()).containsExactly(new WorkflowEffect.End());
    assertThat(decision.run().status()).isEqualTo(status);
    assertThat(decision.run().currentStep()).isNull();
    assertThat(decision.run().nextCheckAt()).isNull();
    assertThat(decision.run().expiresAt()).isNotNull();
  }

  private static void assertFailedBecause(WorkflowDecision decision, String reason) {
    assertEnded(decision, RunStatus.FAILED);
    assertThat(decision.run().failure()).contains(reason);
  }
}
