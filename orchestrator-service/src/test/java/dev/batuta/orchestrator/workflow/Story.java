package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.orchestrator.task.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One run, as a test tells it: what happens, and what the engine made of it. */
final class Story {
  private final WorkflowEngine engine;
  private final WorkflowPlan plan;
  private final Set<String> submittedEver = new HashSet<>();
  private @Nullable WorkflowRun run;
  private List<WorkflowEffect> effects = List.of();
  private boolean changed;
  private Instant now = NOON;

  Story(WorkflowEngine engine, WorkflowPlan plan) {
    this.engine = engine;
    this.plan = plan;
  }

  static Story of(WorkflowPlan plan) {
    return new Story(SampleWorkflows.engine(), plan);
  }

  /** A run of these steps, written as JSON without the brackets of the list. */
  static Story of(String steps) {
    return of("\"description\": \"invented\"", steps);
  }

  /** The same with further fields of the definition. */
  static Story of(String fields, String steps) {
    return of(written(fields, steps));
  }

  /** A plan of these steps. */
  static WorkflowPlan written(String fields, String steps) {
    JsonNode json =
        ContractJson.mapper()
            .readTree(
                """
                {"name": "sample", "version": 1, "timeout": "PT2H", %s, "steps": [%s]}\
                """
                    .formatted(fields, steps));
    return switch (new DefinitionCheck(new Expressions()).check(json, DefinitionCheck.Known.ALL)) {
      case DefinitionCheck.Outcome.Valid(var valid) -> new WorkflowPlan(valid);
      case DefinitionCheck.Outcome.Invalid(var faults) ->
          throw new IllegalArgumentException(faults.toString());
      case DefinitionCheck.Outcome.TooLarge(int size) ->
          throw new IllegalArgumentException(size + " steps");
    };
  }

  Story start() {
    return start("{'name':'Ana'}");
  }

  Story start(String input) {
    return start(SampleWorkflows.start(input));
  }

  Story start(WorkflowEngine.Start start) {
    return take(engine.start(plan, start, now));
  }

  Story completed(String key) {
    return completed(key, "{'by':'" + key + "'}");
  }

  Story completed(String key, String output) {
    return ended(key, work(key), SampleWorkflows.json(output), null);
  }

  Story failed(String key) {
    return ended(key, work(key), null, SampleWorkflows.BROKEN);
  }

  Story ended(
      String key, @Nullable String workId, @Nullable JsonNode output, @Nullable TaskError error) {
    return take(
        engine.workEnded(
            plan, run(), key, Objects.requireNonNull(workId, key), output, error, 2, now));
  }

  Story called(String key, String body) {
    return take(engine.called(plan, run(), key, SampleWorkflows.json(body), now));
  }

  Story happened(String type, String event) {
    return take(engine.happened(plan, run(), type, SampleWorkflows.json(event), now));
  }

  Story later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Story due() {
    return take(engine.due(plan, run(), now));
  }

  Story pause() {
    return take(engine.pause(plan, run(), now));
  }

  Story resume() {
    return take(engine.resume(plan, run(), now));
  }

  Story cancel() {
    return take(engine.cancel(plan, run(), "nobody wants it", now));
  }

  Story retry() {
    return take(engine.retry(plan, run(), now));
  }

  Story rerun(String from) {
    return take(engine.rerun(plan, run(), from, now));
  }

  private Story take(WorkflowDecision decision) {
    run = decision.run();
    effects = decision.effects();
    changed = decision.changed();
    submittedEver.addAll(submitted());
    if (run().ended() && changed) {
      assertThat(run().steps())
          .as("a run that has ended")
          .noneSatisfy((_, step) -> assertThat(step.open()).isTrue());
      assertThat(run().nextCheckAt()).isNull();
      assertThat(effects).contains(new WorkflowEffect.End());
    }
    return this;
  }

  WorkflowRun run() {
    return Objects.requireNonNull(run, "started");
  }

  Instant now() {
    return now;
  }

  boolean changed() {
    return changed;
  }

  List<WorkflowEffect> effects() {
    return effects;
  }

  RunStatus status() {
    return run().status();
  }

  StepRun step(String key) {
    return Objects.requireNonNull(run().steps().get(key), key);
  }

  @Nullable JsonNode output(String key) {
    return step(key).output();
  }

  @Nullable String error(String key) {
    TaskError error = step(key).error();
    return error == null ? null : error.code();
  }

  @Nullable String work(String key) {
    return step(key).workId();
  }

  /** Keys of the steps whose tasks the last event submitted. */
  List<String> submitted() {
    return requests().stream().map(Story::key).toList();
  }

  /** Keys of the steps whose tasks were ever submitted. */
  Set<String> submittedEver() {
    return submittedEver;
  }

  /** The task that the last event submitted for a step. */
  TaskRequest request(String key) {
    return requests().stream()
        .filter(each -> key(each).equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError(key + " is not among " + effects));
  }

  /** The ids of the tasks and runs that the last event called off. */
  List<String> calledOff() {
    List<String> ids = new ArrayList<>();
    for (WorkflowEffect effect : effects) {
      switch (effect) {
        case WorkflowEffect.CancelTask(var task) -> ids.add(task.toString());
        case WorkflowEffect.CancelRun(var below) -> ids.add(below.toString());
        case WorkflowEffect.Submit _, WorkflowEffect.StartRun _, WorkflowEffect.End _ -> {}
      }
    }
    return ids;
  }

  /** What was noted in the history, without the times. */
  List<String> history() {
    return run().events().stream()
        .map(event -> event.step() == null ? event.event() : event.event() + " " + event.step())
        .toList();
  }

  private List<TaskRequest> requests() {
    return effects.stream()
        .filter(WorkflowEffect.Submit.class::isInstance)
        .map(effect -> ((WorkflowEffect.Submit) effect).request())
        .toList();
  }

  private static String key(TaskRequest request) {
    return Objects.requireNonNull(request.run(), "a task of a run").step();
  }
}
