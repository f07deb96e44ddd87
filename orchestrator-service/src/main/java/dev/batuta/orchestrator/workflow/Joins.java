package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.message.TaskError;
import dev.batuta.orchestrator.expression.ExpressionException;
import dev.batuta.orchestrator.expression.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Brings branches and items together again. */
final class Joins {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Expressions expressions;

  Joins(Expressions expressions) {
    this.expressions = expressions;
  }

  /** The last step of a branch or item has ended. */
  void ended(RunDraft draft, StepKey.Frame frame, String last, StepTurns turns) {
    StepRun container = draft.at(frame.container());
    if (!container.open()) {
      return;
    }
    Step step = draft.plan().at(StepKey.id(frame.container())).step();
    List<StepRun.Frame> frames = new ArrayList<>(Objects.requireNonNull(container.frames()));
    frames.set(frame.frame(), result(draft, frame, last, step));
    draft.put(frame.container(), container.framed(frames));
    switch (step) {
      case ParallelStep parallel -> branch(draft, frame.container(), parallel, frames, turns);
      case ForEachStep forEach -> item(draft, frame.container(), forEach, frames, turns);
      case TaskStep _,
          ConditionStep _,
          DelayStep _,
          CallbackStep _,
          SubWorkflowStep _,
          TransformStep _,
          EndStep _ ->
          throw new IllegalStateException(frame.container() + " has neither branches nor items");
    }
  }

  /** Begins as many items as may be worked on at once. */
  static void startItems(RunDraft draft, String key, ForEachStep forEach) {
    StepRun container = draft.at(key);
    List<StepRun.Frame> frames = new ArrayList<>(Objects.requireNonNull(container.frames()));
    int open = count(frames, StepStatus.RUNNING);
    for (int i = 0; i < frames.size() && open < forEach.concurrency(); i++) {
      if (frames.get(i).status() == StepStatus.WAITING) {
        frames.set(i, StepRun.Frame.RUNNING);
        draft.beginNext(StepKey.inItem(key, i, forEach.steps().getFirst().id()));
        open++;
      }
    }
    draft.put(key, container.framed(frames));
  }

  private StepRun.Frame result(RunDraft draft, StepKey.Frame frame, String last, Step step) {
    StepRun ended = draft.at(last);
    if (ended.status() == StepStatus.FAILED) {
      return new StepRun.Frame(
          StepStatus.FAILED, null, "step " + last + " failed: " + StepTurns.reason(ended));
    }
    String expression =
        switch (step) {
          case ParallelStep parallel -> parallel.branches().get(frame.frame()).output();
          case ForEachStep forEach -> forEach.output();
          case TaskStep _,
              ConditionStep _,
              DelayStep _,
              CallbackStep _,
              SubWorkflowStep _,
              TransformStep _,
              EndStep _ ->
              null;
        };
    if (expression == null) {
      boolean condition = draft.plan().at(StepKey.id(last)).step() instanceof ConditionStep;
      return new StepRun.Frame(StepStatus.COMPLETED, condition ? null : ended.output(), null);
    }
    try {
      return new StepRun.Frame(
          StepStatus.COMPLETED, new RunScope(expressions, draft, last).value(expression), null);
    } catch (ExpressionException invalid) {
      return new StepRun.Frame(StepStatus.FAILED, null, "output: " + invalid.getMessage());
    }
  }

  private static void branch(
      RunDraft draft,
      String key,
      ParallelStep parallel,
      List<StepRun.Frame> frames,
      StepTurns turns) {
    int completed = count(frames, StepStatus.COMPLETED);
    int open = count(frames, StepStatus.RUNNING);
    int needed = parallel.join().of(frames.size());
    if (completed >= needed) {
      cancelOpen(draft, key);
      ObjectNode output = JSON.objectNode();
      for (int i = 0; i < frames.size(); i++) {
        if (frames.get(i).status() == StepStatus.COMPLETED) {
          output.set(parallel.branches().get(i).name(), orNull(frames.get(i).output()));
        }
      }
      turns.end(draft, key, output, null, null);
      return;
    }
    boolean hopeless = completed + open < needed;
    if (hopeless && (open == 0 || parallel.onBranchFailure() == ParallelStep.BranchFailure.FAIL)) {
      cancelOpen(draft, key);
      turns.end(draft, key, null, new TaskError("branch_failed", failure(frames), false), null);
    }
  }

  private static void item(
      RunDraft draft,
      String key,
      ForEachStep forEach,
      List<StepRun.Frame> frames,
      StepTurns turns) {
    boolean failed = count(frames, StepStatus.FAILED) > 0;
    if (failed && forEach.onItemFailure() == ForEachStep.ItemFailure.STOP) {
      cancelOpen(draft, key);
      turns.end(draft, key, null, new TaskError("item_failed", failure(frames), false), null);
      return;
    }
    if (frames.stream().allMatch(frame -> frame.status().ended())) {
      ArrayNode output = JSON.arrayNode();
      frames.forEach(frame -> output.add(orNull(frame.output())));
      turns.end(draft, key, output, null, null);
      return;
    }
    startItems(draft, key, forEach);
  }

  /** Calls off what still runs in the branches or items of a step. */
  private static void cancelOpen(RunDraft draft, String container) {
    List<StepRun.Frame> frames = Objects.requireNonNull(draft.at(container).frames());
    for (String key : StepTurns.open(draft)) {
      if (isBelow(key, container, draft.plan())) {
        Work.callOff(draft, key);
      }
    }
    // An item that has not begun stays waiting: a retry begins it in its turn.
    draft.put(
        container,
        draft
            .at(container)
            .framed(
                frames.stream()
                    .map(frame ->
                        frame.status() == StepStatus.RUNNING ? StepRun.Frame.CANCELLED : frame)
                    .toList()));
  }

  private static boolean isBelow(String key, String container, WorkflowPlan plan) {
    StepKey.Frame at = StepKey.frame(key, plan);
    while (at != null) {
      if (at.container().equals(container)) {
        return true;
      }
      at = StepKey.frame(at.container(), plan);
    }
    return false;
  }

  private static int count(List<StepRun.Frame> frames, StepStatus status) {
    return Math.toIntExact(frames.stream().filter(frame -> frame.status() == status).count());
  }

  private static String failure(List<StepRun.Frame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).status() == StepStatus.FAILED) {
        return "number " + i + ": " + frames.get(i).failure();
      }
    }
    return "none of them completed";
  }

  private static JsonNode orNull(@Nullable JsonNode node) {
    return node == null ? JSON.nullNode() : node;
  }
}
