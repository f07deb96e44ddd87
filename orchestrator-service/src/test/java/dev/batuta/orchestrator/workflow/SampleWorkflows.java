package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.topic.Priority;
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
  static final Duration TIMEOUT = Duration.ofMinutes(2);
  static final TenantId ACME = new TenantId("acme");
  static final RunId RUN = new RunId(new UUID(0, 7));
  static final TaskError BROKEN = new TaskError("broken", "the agent is out of order", false);

  private SampleWorkflows() {}

  static WorkflowDefinition workflow(@Nullable String output, Step... steps) {
    return new WorkflowDefinition("sample", 1, Arrays.asList(steps), output, TIMEOUT);
  }

  static Step.Task task(String id, @Nullable String next, @Nullable String onFailure) {
    return task(id, Map.of("who", "input.name"), next, onFailure);
  }

  static Step.Task task(
      String id, Map<String, String> input, @Nullable String next, @Nullable String onFailure) {
    return new Step.Task(
        id,
        "do_" + id,
        new Capability("can_" + id),
        Priority.HIGH,
        input,
        2,
        Duration.ofSeconds(10),
        next,
        onFailure);
  }

  static Step.Condition condition(String id, List<Step.Case> cases, @Nullable String otherwise) {
    return new Step.Condition(id, cases, otherwise);
  }

  static JsonNode json(String text) {
    return ContractJson.mapper().readTree(text.replace('\'', '"'));
  }
}
