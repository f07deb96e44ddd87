package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;
import tools.jackson.databind.JsonNode;

/**
 * One execution of a workflow.
 *
 * @param id identity
 * @param tenantId for whom
 * @param definition the definition's version that it keeps to
 * @param status its state
 * @param input what it was started with
 * @param context facts that do not change: the tenant, the run itself, the addresses of callbacks
 * @param steps what is known of the steps that have begun, by {@link StepKey}
 * @param held executions that begin when it is resumed, in order; only while paused
 * @param undo executions that are still to be undone, the next first; only while compensating
 * @param ending what it becomes when compensation and failure handler are done; null before
 * @param output what came of it; null unless completed
 * @param failure why it is given up; null if it is not
 * @param round how often it was retried or run again
 * @param order counts the steps that have begun
 * @param waitingFor types of the events that a step waits for
 * @param events its newest history
 * @param parent the step of another run that waits for it; null when none does
 * @param startedAt when it began
 * @param updatedAt when something last happened in it
 * @param deadline when it counts as failed
 * @param pausedAt when it was paused; null unless it is
 * @param endedAt when it ended; null before
 * @param nextCheckAt when the monitor must look at it; null when it has ended or is paused
 * @param expiresAt when it may be forgotten; null before it has ended
 * @param traceparent the trace it belongs to
 * @param version counts writes; null before the first
 */
@Document("workflow_runs")
public record WorkflowRun(
    @Id RunId id,
    TenantId tenantId,
    DefinitionId definition,
    RunStatus status,
    JsonNode input,
    JsonNode context,
    Map<String, StepRun> steps,
    List<String> held,
    List<String> undo,
    @Nullable RunStatus ending,
    @Nullable JsonNode output,
    @Nullable String failure,
    int round,
    int order,
    List<String> waitingFor,
    List<RunEvent> events,
    @Nullable ParentStep parent,
    Instant startedAt,
    Instant updatedAt,
    Instant deadline,
    @Nullable Instant pausedAt,
    @Nullable Instant endedAt,
    @Nullable Instant nextCheckAt,
    @Nullable Instant expiresAt,
    @Nullable String traceparent,
    @Version @Nullable Long version) {
  /**
   * A version of a definition.
   *
   * @param name of the workflow
   * @param version of it, from 1
   * @param own whether the tenant published it; otherwise it ships with the platform
   */
  public record DefinitionId(String name, int version, boolean own) {}

  public WorkflowRun {
    steps = Map.copyOf(steps);
    held = List.copyOf(held);
    undo = List.copyOf(undo);
    waitingFor = List.copyOf(waitingFor);
    events = List.copyOf(events);
  }

  /** Name of its workflow. */
  public String workflow() {
    return definition.name();
  }

  /** Whether it has ended. */
  public boolean ended() {
    return status.ended();
  }

  /** The same with a part of its history. */
  WorkflowRun carrying(List<RunEvent> newest) {
    return with(newest, nextCheckAt);
  }

  /** The same, looked at again at another time. */
  WorkflowRun checkedAt(Instant next) {
    return with(events, next);
  }

  private WorkflowRun with(List<RunEvent> history, @Nullable Instant check) {
    return new WorkflowRun(
        id,
        tenantId,
        definition,
        status,
        input,
        context,
        steps,
        held,
        undo,
        ending,
        output,
        failure,
        round,
        order,
        waitingFor,
        history,
        parent,
        startedAt,
        updatedAt,
        deadline,
        pausedAt,
        endedAt,
        check,
        expiresAt,
        traceparent,
        version);
  }
}
