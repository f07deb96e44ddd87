package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.task.TaskRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The tasks and runs that steps have others do: asked for, asked for again, and called off. */
final class Work {
  private Work() {}

  /** Asks for the work of an open execution; asking twice has no effect. */
  static void ask(RunDraft draft, String key) {
    if (StepKey.isUndo(key)) {
      TaskStep undone = (TaskStep) draft.plan().at(StepKey.id(StepKey.undone(key))).step();
      TaskStep.Compensation how =
          Objects.requireNonNull(undone.compensation(), "only what can be undone is undone");
      submit(
          draft,
          key,
          "undo_" + undone.type(),
          how.capability(),
          undone.priority(),
          how.attempts(),
          how.timeout(),
          null);
      return;
    }
    switch (draft.plan().at(StepKey.id(key)).step()) {
      case TaskStep task ->
          submit(
              draft,
              key,
              task.type(),
              task.capability(),
              task.priority(),
              task.attempts(),
              task.timeout(),
              task.backoff());
      case SubWorkflowStep sub ->
          draft.effect(
              new WorkflowEffect.StartRun(
                  draft.runId(key),
                  sub.workflow(),
                  sub.version(),
                  input(draft, key),
                  new ParentStep(draft.before().id(), key, depth(draft))));
      case ConditionStep _,
          ParallelStep _,
          ForEachStep _,
          DelayStep _,
          CallbackStep _,
          TransformStep _,
          EndStep _ -> {}
    }
  }

  /** How deep a run below this one stands. */
  static int depth(RunDraft draft) {
    ParentStep parent = draft.before().parent();
    return parent == null ? 1 : parent.depth() + 1;
  }

  /** Calls off an open execution. */
  static void callOff(RunDraft draft, String key) {
    StepRun step = draft.at(key);
    String work = step.workId();
    if (work != null) {
      draft.effect(
          draft.plan().at(StepKey.id(key)).step() instanceof SubWorkflowStep
              ? new WorkflowEffect.CancelRun(RunId.parse(work))
              : new WorkflowEffect.CancelTask(TaskId.parse(work)));
    }
    StepRun cancelled = step.cancelled(draft.now());
    List<StepRun.Frame> frames = step.frames();
    if (frames != null) {
      cancelled =
          cancelled.framed(
              frames.stream()
                  .map(frame ->
                      frame.status() == StepStatus.RUNNING ? StepRun.Frame.CANCELLED : frame)
                  .toList());
    }
    draft.put(key, cancelled);
    draft.held().remove(key);
    draft.log("step_cancelled", key, null);
  }

  private static void submit(
      RunDraft draft,
      String key,
      String type,
      Capability capability,
      Priority priority,
      int attempts,
      Duration timeout,
      @Nullable Duration backoff) {
    WorkflowRun run = draft.before();
    draft.effect(
        new WorkflowEffect.Submit(
            new TaskRequest(
                    draft.taskId(key),
                    run.tenantId(),
                    type,
                    List.of(capability),
                    priority,
                    input(draft, key),
                    null,
                    attempts,
                    timeout,
                    new TaskRequest.RunStep(run.id().toString(), key, run.traceparent()))
                .withBackoff(backoff)));
  }

  private static JsonNode input(RunDraft draft, String key) {
    JsonNode input = draft.at(key).input();
    return input == null ? JsonNodeFactory.instance.objectNode() : input;
  }
}
