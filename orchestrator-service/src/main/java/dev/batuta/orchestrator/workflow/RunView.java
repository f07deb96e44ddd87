package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskError;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A run as callers see it. */
record RunView(
    RunId runId,
    TenantId tenantId,
    String workflow,
    int version,
    RunStatus status,
    @Nullable JsonNode input,
    @Nullable JsonNode output,
    @Nullable String failure,
    int round,
    @Nullable List<StepView> steps,
    List<String> waitingForEvents,
    @Nullable ParentStep parent,
    Instant startedAt,
    Instant updatedAt,
    Instant deadline,
    @Nullable Instant pausedAt,
    @Nullable Instant endedAt) {
  /** A step of a run; {@code workId} is its task, or its run when it is a sub_workflow. */
  record StepView(
      String step,
      String kind,
      StepStatus status,
      int round,
      @Nullable Integer attempts,
      @Nullable String workId,
      @Nullable JsonNode input,
      @Nullable JsonNode output,
      @Nullable TaskError error,
      @Nullable List<StepStatus> branches,
      @Nullable Instant dueAt,
      Instant startedAt,
      @Nullable Instant endedAt) {}

  /** A page of runs; {@code nextCursor} is null on the last one. */
  record Page(List<RunView> items, @Nullable String nextCursor) {}

  /** A run's history. */
  record History(List<RunEvent> events) {}

  static RunView of(WorkflowRun run) {
    return view(
        run,
        run.input(),
        run.steps().entrySet().stream()
            .sorted(Comparator.comparingInt((Map.Entry<String, StepRun> e) -> e.getValue().order()))
            .map(each -> step(each.getKey(), each.getValue()))
            .toList());
  }

  /** Without input and steps. */
  static RunView brief(WorkflowRun run) {
    return view(run, null, null);
  }

  private static RunView view(
      WorkflowRun run, @Nullable JsonNode input, @Nullable List<StepView> steps) {
    return new RunView(
        run.id(),
        run.tenantId(),
        run.workflow(),
        run.definition().version(),
        run.status(),
        input,
        run.output(),
        run.failure(),
        run.round(),
        steps,
        run.waitingFor(),
        run.parent(),
        run.startedAt(),
        run.updatedAt(),
        run.deadline(),
        run.pausedAt(),
        run.endedAt());
  }

  private static StepView step(String key, StepRun step) {
    List<StepRun.Frame> frames = step.frames();
    return new StepView(
        key,
        step.kind(),
        step.status(),
        step.round(),
        step.attempts(),
        step.workId(),
        step.input(),
        step.output(),
        step.error(),
        frames == null ? null : frames.stream().map(StepRun.Frame::status).toList(),
        step.dueAt(),
        step.startedAt(),
        step.endedAt());
  }
}
