package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.orchestrator.expression.ExpressionException;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.orchestrator.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of workflow runs, as functions: definition + run + event + now → run + effects. Events
 * may come late, twice and in any order; a step is begun once, because its task's id is derived
 * from run and step.
 */
final class WorkflowEngine {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Duration KEPT = Duration.ofDays(7);

  /** A submission that could not be made, for want of an agent, is tried again after this. */
  private static final Duration POSTPONED = Duration.ofSeconds(2);

  /** A step's submission is repeated this often; only one that a crash swallowed has an effect. */
  private static final Duration RECHECK = Duration.ofSeconds(5);

  private final Expressions expressions;

  WorkflowEngine(Expressions expressions) {
    this.expressions = expressions;
  }

  /** Begins a run. */
  WorkflowDecision start(
      WorkflowDefinition definition,
      RunId id,
      TenantId tenant,
      JsonNode input,
      @Nullable String traceparent,
      Instant now) {
    WorkflowRun run =
        new WorkflowRun(
            id,
            tenant,
            definition.name(),
            definition.version(),
            RunStatus.RUNNING,
            input,
            Map.of(),
            null,
            null,
            null,
            now,
            now.plus(definition.timeout()),
            now,
            null,
            traceparent,
            null);
    return enter(definition, run, definition.steps().getFirst().id(), now);
  }

  /** A step's task has ended: {@code output} or {@code error} says how. */
  WorkflowDecision stepEnded(
      WorkflowDefinition definition,
      WorkflowRun run,
      String stepId,
      @Nullable JsonNode output,
      @Nullable TaskError error,
      Instant now) {
    if (run.ended()) {
      return new WorkflowDecision(run, List.of(new WorkflowEffect.End()));
    }
    StepRun step = run.steps().get(stepId);
    if (step == null || step.endedAt() != null || !stepId.equals(run.currentStep())) {
      return new WorkflowDecision(run, List.of());
    }
    if (!(definition.step(stepId) instanceof Step.Task task)) {
      return new WorkflowDecision(run, List.of());
    }
    WorkflowRun noted =
        withStep(
            run, stepId, new StepRun(step.taskId(), output, error, step.startedAt(), now), stepId);
    if (error == null) {
      return goOn(definition, noted, task.next(), now);
    }
    if (task.onFailure() != null) {
      return enter(definition, noted, task.onFailure(), now);
    }
    return fail(noted, "step " + stepId + " failed: " + error.message(), now);
  }

  /** The monitor's moment has come: the current step is begun again if its beginning was lost. */
  WorkflowDecision due(WorkflowDefinition definition, WorkflowRun run, Instant now) {
    if (run.ended()) {
      return new WorkflowDecision(run, List.of(new WorkflowEffect.End()));
    }
    if (!now.isBefore(run.deadline())) {
      return fail(run, "not done within " + definition.timeout().toSeconds() + " s", now);
    }
    String current = run.currentStep();
    if (current == null || !(definition.step(current) instanceof Step.Task task)) {
      throw new IllegalStateException("run " + run.id() + " waits for no task in step " + current);
    }
    WorkflowRun checked = withCheckAt(run, earlier(now.plus(RECHECK), run.deadline()));
    return new WorkflowDecision(checked, List.of(submit(run, task, now)));
  }

  /** The current step's task found no agent; it is tried again soon. */
  WorkflowRun postponed(WorkflowRun run, Instant now) {
    return withCheckAt(run, earlier(now.plus(POSTPONED), run.deadline()));
  }

  private WorkflowDecision goOn(
      WorkflowDefinition definition, WorkflowRun run, @Nullable String next, Instant now) {
    return next == null ? complete(definition, run, now) : enter(definition, run, next, now);
  }

  private WorkflowDecision enter(
      WorkflowDefinition definition, WorkflowRun run, String stepId, Instant now) {
    if (run.steps().containsKey(stepId)) {
      return fail(run, "step " + stepId + " would run twice", now);
    }
    return switch (definition.step(stepId)) {
      case Step.Task task -> {
        WorkflowRun entered =
            withCheckAt(
                withStep(
                    run,
                    stepId,
                    new StepRun(taskId(run.id(), stepId), null, null, now, null),
                    stepId),
                earlier(now.plus(RECHECK), run.deadline()));
        try {
          yield new WorkflowDecision(entered, List.of(submit(entered, task, now)));
        } catch (ExpressionException invalid) {
          yield fail(entered, "step " + stepId + ": " + invalid.getMessage(), now);
        }
      }
      case Step.Condition condition -> {
        try {
          String next = choose(condition, run, now);
          JsonNode chosen = next == null ? JSON.nullNode() : JSON.stringNode(next);
          yield goOn(
              definition,
              withStep(run, stepId, new StepRun(null, chosen, null, now, now), stepId),
              next,
              now);
        } catch (ExpressionException invalid) {
          yield fail(run, "step " + stepId + ": " + invalid.getMessage(), now);
        }
      }
    };
  }

  private @Nullable String choose(Step.Condition condition, WorkflowRun run, Instant now) {
    JsonNode scope = scope(run);
    for (Step.Case each : condition.cases()) {
      if (expressions.holds(each.when(), scope, now)) {
        return each.next();
      }
    }
    return condition.otherwise();
  }

  private WorkflowEffect submit(WorkflowRun run, Step.Task task, Instant now) {
    JsonNode scope = scope(run);
    ObjectNode payload = JSON.objectNode();
    task.input()
        .forEach(
            (field, expression) -> payload.set(field, expressions.value(expression, scope, now)));
    return new WorkflowEffect.Submit(
        new TaskRequest(
            taskId(run.id(), task.id()),
            run.tenantId(),
            task.type(),
            List.of(task.capability()),
            task.priority(),
            payload,
            null,
            task.attempts(),
            task.timeout(),
            new TaskRequest.RunStep(run.id().toString(), task.id(), run.traceparent())));
  }

  private WorkflowDecision complete(WorkflowDefinition definition, WorkflowRun run, Instant now) {
    try {
      JsonNode output =
          definition.output() == null
              ? null
              : expressions.value(definition.output(), scope(run), now);
      return ended(run, RunStatus.COMPLETED, output, null, now);
    } catch (ExpressionException invalid) {
      return fail(run, "output: " + invalid.getMessage(), now);
    }
  }

  private static WorkflowDecision fail(WorkflowRun run, String failure, Instant now) {
    return ended(run, RunStatus.FAILED, null, failure, now);
  }

  private static WorkflowDecision ended(
      WorkflowRun run,
      RunStatus status,
      @Nullable JsonNode output,
      @Nullable String failure,
      Instant now) {
    return new WorkflowDecision(
        new WorkflowRun(
            run.id(),
            run.tenantId(),
            run.workflow(),
            run.workflowVersion(),
            status,
            run.input(),
            run.steps(),
            null,
            output,
            failure,
            run.startedAt(),
            run.deadline(),
            null,
            now.plus(KEPT),
            run.traceparent(),
            run.version()),
        List.of(new WorkflowEffect.End()));
  }

  /** What expressions can see: {@code input} and {@code steps.<id>.output}. */
  private static JsonNode scope(WorkflowRun run) {
    ObjectNode steps = JSON.objectNode();
    run.steps()
        .forEach((id, step) -> {
          ObjectNode each = steps.putObject(id);
          each.set("output", step.output() == null ? JSON.nullNode() : step.output());
          if (step.error() != null) {
            each.putObject("error")
                .put("code", step.error().code())
                .put("message", step.error().message());
          }
        });
    ObjectNode scope = JSON.objectNode();
    scope.set("input", run.input());
    scope.set("steps", steps);
    return scope;
  }

  private static TaskId taskId(RunId run, String step) {
    String name = run + "/" + step;
    return new TaskId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static WorkflowRun withStep(
      WorkflowRun run, String stepId, StepRun step, @Nullable String current) {
    Map<String, StepRun> steps = new HashMap<>(run.steps());
    steps.put(stepId, step);
    return new WorkflowRun(
        run.id(),
        run.tenantId(),
        run.workflow(),
        run.workflowVersion(),
        run.status(),
        run.input(),
        steps,
        current,
        run.output(),
        run.failure(),
        run.startedAt(),
        run.deadline(),
        run.nextCheckAt(),
        run.expiresAt(),
        run.traceparent(),
        run.version());
  }

  private static WorkflowRun withCheckAt(WorkflowRun run, Instant checkAt) {
    return new WorkflowRun(
        run.id(),
        run.tenantId(),
        run.workflow(),
        run.workflowVersion(),
        run.status(),
        run.input(),
        run.steps(),
        run.currentStep(),
        run.output(),
        run.failure(),
        run.startedAt(),
        run.deadline(),
        checkAt,
        run.expiresAt(),
        run.traceparent(),
        run.version());
  }
}
