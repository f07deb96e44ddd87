package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.expression.Expressions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Invented workflows. */
final class SampleWorkflows {
  static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");
  static final Duration TIMEOUT = Duration.ofHours(2);
  static final TenantId ACME = new TenantId("acme");
  static final RunId RUN = new RunId(new UUID(0, 7));
  static final TaskError BROKEN = new TaskError("broken", "the agent is out of order", false);
  static final WorkflowRun.DefinitionId SAMPLE = new WorkflowRun.DefinitionId("sample", 1, false);

  private SampleWorkflows() {}

  static WorkflowEngine engine() {
    return new WorkflowEngine(new Expressions(), (_, from, length) -> from.plus(length));
  }

  static WorkflowPlan plan(Step... steps) {
    return plan(null, null, steps);
  }

  static WorkflowPlan plan(
      @Nullable String output, WorkflowDefinition.@Nullable OnFailure onFailure, Step... steps) {
    return new WorkflowPlan(
        new WorkflowDefinition(
            "sample", 1, null, null, Arrays.asList(steps), output, onFailure, TIMEOUT));
  }

  /** A plan of a definition as it is written. */
  static WorkflowPlan plan(String definition) {
    JsonNode json = json(definition);
    return switch (new DefinitionCheck(new Expressions()).check(json, DefinitionCheck.Known.ALL)) {
      case DefinitionCheck.Outcome.Valid(var valid) -> new WorkflowPlan(valid);
      case DefinitionCheck.Outcome.Invalid(var faults) ->
          throw new IllegalArgumentException(faults.toString());
      case DefinitionCheck.Outcome.TooLarge(int size) ->
          throw new IllegalArgumentException(size + " steps");
    };
  }

  static WorkflowEngine.Start start(String input) {
    return new WorkflowEngine.Start(RUN, ACME, SAMPLE, json(input), json("{}"), null, null);
  }

  static TaskStep task(String id, @Nullable String next, @Nullable String onFailure) {
    return new TaskStep(
        id,
        "do_" + id,
        new Capability("can_" + id),
        Priority.HIGH,
        Map.of("who", "input.name"),
        2,
        Duration.ofSeconds(10),
        null,
        null,
        next,
        onFailure);
  }

  static ConditionStep condition(
      String id, List<ConditionStep.Case> cases, @Nullable String otherwise) {
    return new ConditionStep(id, cases, otherwise);
  }

  static JsonNode json(String text) {
    return ContractJson.mapper().readTree(text.replace('\'', '"'));
  }
}
