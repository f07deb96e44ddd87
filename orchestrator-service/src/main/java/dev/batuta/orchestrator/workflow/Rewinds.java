package dev.batuta.orchestrator.workflow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins runs again that have ended: where they failed, or from a chosen step. */
final class Rewinds {
  /** Whether a retry would have an effect. */
  static boolean canRetry(WorkflowRun run) {
    return run.status() == RunStatus.FAILED && !wasUndone(run);
  }

  /** Whether a run from that step would have an effect. */
  static boolean canRerun(WorkflowPlan plan, WorkflowRun run, String from) {
    return run.ended()
        && !wasUndone(run)
        && run.steps().containsKey(from)
        && plan.has(from)
        && plan.at(from).container() == null
        && !plan.handlesFailure(from);
  }

  private static boolean wasUndone(WorkflowRun run) {
    return run.steps().keySet().stream().anyMatch(StepKey::isUndo);
  }

  void retry(RunDraft draft, Endings endings) {
    open(draft, "run_retried", null);
    // The way that a failure leads to is for the next failure, if there is one.
    List.copyOf(draft.steps().keySet()).stream()
        .filter(key -> draft.plan().handlesFailure(StepKey.id(key)))
        .forEach(draft::remove);
    String end = failingEnd(draft);
    if (end != null) {
      // What led there is done again: the last failure, if there was one.
      String failed = lastFailed(draft);
      forgetAfter(draft, failed == null ? end : failed);
      again(draft, failed == null ? end : failed);
      return;
    }
    boolean any = false;
    for (String key : draft.steps().keySet().stream().sorted().toList()) {
      if (StepKey.frame(key, draft.plan()) == null && needsAnother(draft, key)) {
        again(draft, key);
        any = true;
      }
    }
    if (!any) {
      // All steps are well: it was the output that failed.
      endings.complete(draft);
    }
  }

  private static @Nullable String failingEnd(RunDraft draft) {
    return draft.steps().entrySet().stream()
        .filter(each -> each.getValue().status() == StepStatus.COMPLETED)
        .map(Map.Entry::getKey)
        .filter(key ->
            draft.plan().at(StepKey.id(key)).step() instanceof EndStep end
                && end.status() == EndStep.Status.FAILED)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String lastFailed(RunDraft draft) {
    return draft.steps().entrySet().stream()
        .filter(each -> each.getValue().status() == StepStatus.FAILED)
        .filter(each -> StepKey.frame(each.getKey(), draft.plan()) == null)
        .max(Comparator.comparingInt(each -> each.getValue().order()))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  /** Forgets what followed a step of the definition's own list; what is within it stays. */
  private static void forgetAfter(RunDraft draft, String from) {
    int order = draft.at(from).order();
    List<String> after =
        draft.steps().keySet().stream().filter(key -> top(draft, key).order() > order).toList();
    after.forEach(draft::remove);
  }

  private static StepRun top(RunDraft draft, String key) {
    String top = key;
    for (StepKey.Frame at = StepKey.frame(top, draft.plan());
        at != null;
        at = StepKey.frame(top, draft.plan())) {
      top = at.container();
    }
    return draft.at(top);
  }

  void rerun(RunDraft draft, String from) {
    open(draft, "run_begun_again", from);
    int order = draft.at(from).order();
    for (Map.Entry<String, StepRun> each : List.copyOf(draft.steps().entrySet())) {
      if (each.getValue().order() >= order) {
        draft.remove(each.getKey());
      }
    }
    draft.beginNext(from);
  }

  private static void open(RunDraft draft, String event, @Nullable String from) {
    draft.nextRound();
    draft.log(event, from, draft.failure());
    draft.ending(null);
    draft.failure(null);
    draft.output(null);
    draft.renewDeadline();
    draft.status(RunStatus.RUNNING);
  }

  /** Whether a step failed without anybody taking care of it, or was called off. */
  private static boolean needsAnother(RunDraft draft, String key) {
    return switch (draft.at(key).status()) {
      case FAILED -> draft.plan().at(StepKey.id(key)).step().afterFailure() == null;
      case CANCELLED -> true;
      case WAITING, RUNNING, COMPLETED -> false;
    };
  }

  private static void again(RunDraft draft, String key) {
    List<StepRun.Frame> frames = draft.at(key).frames();
    if (frames == null) {
      draft.beginNext(key);
      return;
    }
    // Only the branches or items that did not complete; the others keep what they gave.
    List<StepRun.Frame> open = new ArrayList<>();
    for (StepRun.Frame frame : frames) {
      boolean done = frame.status() == StepStatus.COMPLETED || frame.status() == StepStatus.WAITING;
      open.add(done ? frame : StepRun.Frame.RUNNING);
    }
    draft.put(key, draft.at(key).reopened(draft.round()).framed(open));
    draft.log("step_started", key, null);
    Step step = draft.plan().at(StepKey.id(key)).step();
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).status() == StepStatus.RUNNING) {
        inFrame(draft, new StepKey.Frame(key, i), first(step, key, i));
      }
    }
    if (step instanceof ForEachStep forEach) {
      Joins.startItems(draft, key, forEach);
    }
  }

  private static void inFrame(RunDraft draft, StepKey.Frame frame, String first) {
    boolean any = false;
    for (String key : draft.steps().keySet().stream().sorted().toList()) {
      if (!StepKey.isUndo(key)
          && frame.equals(StepKey.frame(key, draft.plan()))
          && needsAnother(draft, key)) {
        again(draft, key);
        any = true;
      }
    }
    if (!any) {
      draft.beginNext(first);
    }
  }

  private static String first(Step step, String key, int frame) {
    return switch (step) {
      case ParallelStep parallel ->
          StepKey.sibling(key, parallel.branches().get(frame).steps().getFirst().id());
      case ForEachStep forEach -> StepKey.inItem(key, frame, forEach.steps().getFirst().id());
      case TaskStep _,
          ConditionStep _,
          DelayStep _,
          CallbackStep _,
          SubWorkflowStep _,
          TransformStep _,
          EndStep _ ->
          throw new IllegalStateException(key + " has neither branches nor items");
    };
  }
}
