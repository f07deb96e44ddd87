package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
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
 * @param workflow name of the definition
 * @param workflowVersion version that it keeps to
 * @param status its state
 * @param input what it was started with
 * @param steps what is known of the steps that have begun, by id
 * @param currentStep the step that is being worked on; null when it has ended
 * @param output what came of it; null unless completed
 * @param failure why it failed; null unless it did
 * @param startedAt when it began
 * @param deadline when it counts as failed
 * @param nextCheckAt when the monitor must look at it; null when it has ended
 * @param expiresAt when it may be forgotten; null before it has ended
 * @param traceparent the trace it belongs to
 * @param version counts writes; null before the first
 */
@Document("workflow_runs")
public record WorkflowRun(
    @Id RunId id,
    TenantId tenantId,
    String workflow,
    int workflowVersion,
    RunStatus status,
    JsonNode input,
    Map<String, StepRun> steps,
    @Nullable String currentStep,
    @Nullable JsonNode output,
    @Nullable String failure,
    Instant startedAt,
    Instant deadline,
    @Nullable Instant nextCheckAt,
    @Nullable Instant expiresAt,
    @Nullable String traceparent,
    @Version @Nullable Long version) {
  public WorkflowRun {
    steps = Map.copyOf(steps);
  }

  /** Whether it has ended. */
  public boolean ended() {
    return status != RunStatus.RUNNING;
  }
}
