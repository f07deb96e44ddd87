package dev.batuta.orchestrator.schedule;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TaskId;
import dev.batuta.orchestrator.task.SubmitOutcome;
import dev.batuta.orchestrator.task.TaskRequest;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.orchestrator.workflow.RunRequest;
import dev.batuta.orchestrator.workflow.StartOutcome;
import dev.batuta.orchestrator.workflow.WorkflowRun;
import dev.batuta.orchestrator.workflow.Workflows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Starts runs and tasks, with ids derived from the firing's. */
final class TargetStarts implements Starts {
  private final Workflows workflows;
  private final Tasks tasks;

  TargetStarts(Workflows workflows, Tasks tasks) {
    this.workflows = workflows;
    this.tasks = tasks;
  }

  @Override
  public String start(Schedule schedule, Firing firing) {
    return switch (schedule.spec().target()) {
      case Target.Workflow(var workflow, var input) -> {
        RunRequest request =
            new RunRequest(
                workflow,
                null,
                new RunId(derived("run", firing)),
                firing.tenantId(),
                with(input, firing),
                null,
                firing.traceparent(),
                true);
        yield started(workflows.start(request), workflow).id().toString();
      }
      case Target.Task task -> {
        TaskId id = new TaskId(derived("task", firing));
        SubmitOutcome outcome =
            tasks.submit(
                new TaskRequest(
                    id,
                    firing.tenantId(),
                    task.type(),
                    List.of(task.capability()),
                    task.priority(),
                    with(task.payload(), firing),
                    origin(schedule, firing),
                    null,
                    null,
                    null));
        yield switch (outcome) {
          case SubmitOutcome.Accepted(var accepted) -> accepted.id().toString();
          case SubmitOutcome.UnknownCapability(var known) ->
              throw new IllegalArgumentException(
                  "no agent can "
                      + task.capability()
                      + "; known: "
                      + String.join(", ", known.stream().map(Capability::value).toList()));
        };
      }
    };
  }

  private static WorkflowRun started(StartOutcome outcome, String workflow) {
    if (outcome instanceof StartOutcome.Started(var run)) {
      return run;
    }
    throw new IllegalArgumentException(workflow + ": " + outcome.refusal());
  }

  private static UUID derived(String what, Firing firing) {
    return UUID.nameUUIDFromBytes((what + " of " + firing.id()).getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode with(JsonNode input, Firing firing) {
    if (firing.event() == null || !(input.deepCopy() instanceof ObjectNode object)) {
      return input;
    }
    object.set("event", firing.event());
    return object;
  }

  private static ObjectNode origin(Schedule schedule, Firing firing) {
    ObjectNode origin = ContractJson.mapper().createObjectNode();
    origin.put("schedule_id", schedule.id().toString());
    origin.put("firing_id", firing.id());
    origin.put("planned_at", firing.plannedAt().toString());
    return origin;
  }
}
