package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.message.TaskError;
import dev.batuta.orchestrator.expression.ExpressionException;
import dev.batuta.orchestrator.expression.Expressions;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Ends runs: what was done is undone first if need be, then the failure's handler runs. */
final class Endings {
  private final Expressions expressions;

  Endings(Expressions expressions) {
    this.expressions = expressions;
  }

  /** An end step was reached. */
  void reached(RunDraft draft, EndStep end, StepRun ended) {
    JsonNode reason = ended.output();
    String why = reason == null ? null : reason.stringValue();
    if (ended.status() == StepStatus.FAILED) {
      fail(draft, "step " + end.id() + " failed: " + StepTurns.reason(ended));
      return;
    }
    switch (end.status()) {
      case COMPLETED -> complete(draft);
      case FAILED -> fail(draft, why == null ? "ended by step " + end.id() : why);
    }
  }

  /** The last step on the way has completed: that of the run, or that of its failure's handler. */
  void complete(RunDraft draft) {
    if (draft.ending() != null) {
      close(draft, draft.ending());
      return;
    }
    String expression = draft.definition().output();
    try {
      draft.output(
          expression == null ? null : new RunScope(expressions, draft, "").value(expression));
    } catch (ExpressionException invalid) {
      fail(draft, "output: " + invalid.getMessage());
      return;
    }
    close(draft, RunStatus.COMPLETED);
  }

  /** The run cannot do what it is for. */
  void fail(RunDraft draft, String failure) {
    if (draft.ending() != null) {
      // Its handler failed; the first reason stays.
      close(draft, draft.ending());
      return;
    }
    draft.log("run_failing", null, failure);
    giveUp(draft, RunStatus.FAILED, failure, draft.definition().compensates());
  }

  /** Stops what is open and undoes what was done, the newest first. */
  void giveUp(RunDraft draft, RunStatus ending, String failure, boolean compensate) {
    for (String key : StepTurns.open(draft)) {
      Work.callOff(draft, key);
    }
    draft.dropTurns();
    draft.held().clear();
    draft.ending(ending);
    draft.failure(failure);
    draft.renewDeadline();
    draft.undo().clear();
    if (compensate) {
      draft.steps().entrySet().stream()
          .filter(each -> canBeUndone(draft, each))
          .sorted(
              Comparator.comparingInt((Map.Entry<String, StepRun> each) -> each.getValue().order())
                  .reversed())
          .forEach(each -> draft.undo().add(each.getKey()));
    }
    draft.status(draft.undo().isEmpty() ? RunStatus.RUNNING : RunStatus.COMPENSATING);
    undoNext(draft);
  }

  /** A compensation has ended, well or not. */
  void undone(
      RunDraft draft,
      String key,
      @Nullable JsonNode output,
      @Nullable TaskError error,
      @Nullable Integer attempts) {
    StepRun step = draft.at(key);
    if (error == null) {
      draft.put(key, step.completed(output, attempts, draft.now()));
      draft.log("step_undone", StepKey.undone(key), null);
    } else {
      draft.put(key, step.failed(error, attempts, draft.now()));
      draft.log("step_not_undone", StepKey.undone(key), error.code());
    }
    undoNext(draft);
  }

  /** There is no more time for compensations: those that are open or were to come are given up. */
  void leaveUndone(RunDraft draft, String why) {
    for (String key : draft.steps().keySet().stream().filter(StepKey::isUndo).sorted().toList()) {
      if (draft.at(key).open()) {
        draft.put(
            key, draft.at(key).failed(new TaskError("timed_out", why, false), null, draft.now()));
        draft.log("step_not_undone", StepKey.undone(key), "timed_out");
      }
    }
    draft.undo().forEach(key -> draft.log("step_not_undone", key, "timed_out"));
  }

  private static boolean canBeUndone(RunDraft draft, Map.Entry<String, StepRun> each) {
    return !StepKey.isUndo(each.getKey())
        && each.getValue().status() == StepStatus.COMPLETED
        && draft.plan().at(StepKey.id(each.getKey())).step() instanceof TaskStep task
        && task.compensation() != null
        && !draft.steps().containsKey(StepKey.undo(each.getKey()));
  }

  private void undoNext(RunDraft draft) {
    for (String key = draft.undo().poll(); key != null; key = draft.undo().poll()) {
      TaskStep task = (TaskStep) draft.plan().at(StepKey.id(key)).step();
      TaskStep.Compensation how = Objects.requireNonNull(task.compensation(), key);
      String undo = StepKey.undo(key);
      StepRun begun = draft.begin(undo, "compensation");
      try {
        draft.put(
            undo,
            begun.worked(
                draft.taskId(undo).toString(),
                new RunScope(expressions, draft, key).values(how.input())));
        Work.ask(draft, undo);
        return;
      } catch (ExpressionException invalid) {
        draft.put(
            undo,
            begun.failed(
                new TaskError("expression_failed", String.valueOf(invalid.getMessage()), false),
                null,
                draft.now()));
        draft.log("step_not_undone", key, "expression_failed");
      }
    }
    handle(draft);
  }

  /** What is to be undone is undone. */
  private void handle(RunDraft draft) {
    RunStatus ending = Objects.requireNonNull(draft.ending(), "a run that is given up");
    String handler = draft.definition().handler();
    if (ending == RunStatus.FAILED && handler != null) {
      draft.status(RunStatus.RUNNING);
      draft.beginNext(handler);
    } else {
      close(draft, ending);
    }
  }

  /** The run is over. */
  void close(RunDraft draft, RunStatus ending) {
    for (String key : draft.steps().keySet().stream().sorted().toList()) {
      if (draft.at(key).open() && !StepKey.isUndo(key)) {
        Work.callOff(draft, key);
      }
    }
    draft.dropTurns();
    draft.held().clear();
    draft.undo().clear();
    draft.status(ending);
    draft.log("run_" + ending.word(), null, draft.failure());
    draft.effect(new WorkflowEffect.End());
  }
}
