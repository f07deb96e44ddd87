package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.message.TaskError;
import dev.batuta.orchestrator.expression.ExpressionException;
import dev.batuta.orchestrator.expression.Expressions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Carries a run forward: begins steps, and finds what follows one that has ended. */
final class StepTurns {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

  /** In characters of its JSON. */
  private static final int LARGEST_OUTPUT = 256 * 1024;

  private final Expressions expressions;
  private final BusinessTime businessTime;
  private final Joins joins;
  private final Endings endings;

  StepTurns(Expressions expressions, BusinessTime businessTime) {
    this.expressions = expressions;
    this.businessTime = businessTime;
    this.endings = new Endings(expressions);
    this.joins = new Joins(expressions);
  }

  Endings endings() {
    return endings;
  }

  /** Goes on until every step waits for something or the run has ended. */
  void run(RunDraft draft) {
    for (RunDraft.Turn turn = draft.nextTurn();
        turn != null && !draft.status().ended();
        turn = draft.nextTurn()) {
      if (!isWanted(draft, turn.key())) {
        continue;
      }
      if (turn.begins()) {
        begin(draft, turn.key());
      } else {
        follow(draft, turn.key());
      }
    }
  }

  /** Notes that a step has ended, and why if it failed. */
  void end(
      RunDraft draft,
      String key,
      @Nullable JsonNode output,
      @Nullable TaskError error,
      @Nullable Integer attempts) {
    StepRun step = draft.at(key);
    if (error == null && output != null && output.toString().length() > LARGEST_OUTPUT) {
      // What agents give is a claim by then; this is what expressions have put together.
      end(
          draft,
          key,
          null,
          new TaskError("output_too_large", "a step gives at most 256 KB of JSON", false),
          attempts);
      return;
    }
    if (error == null) {
      draft.put(key, step.completed(output, attempts, draft.now()));
      draft.log("step_completed", key, null);
    } else {
      draft.put(key, step.failed(error, attempts, draft.now()));
      draft.log("step_failed", key, error.code());
    }
    if (draft.status() == RunStatus.PAUSED) {
      draft.held().add(key);
    } else {
      draft.followNext(key);
    }
  }

  private void begin(RunDraft draft, String key) {
    Step step = draft.plan().at(StepKey.id(key)).step();
    StepRun begun = draft.begin(key, step.kind());
    try {
      RunScope scope = new RunScope(expressions, draft, key);
      switch (step) {
        case TaskStep task -> {
          draft.put(key, begun.worked(draft.taskId(key).toString(), scope.values(task.input())));
          Work.ask(draft, key);
        }
        case SubWorkflowStep sub -> {
          if (Work.depth(draft) > ParentStep.DEEPEST) {
            fail(
                draft,
                key,
                "too_deep",
                "workflows are nested at most " + ParentStep.DEEPEST + " deep");
          } else {
            draft.put(key, begun.worked(draft.runId(key).toString(), scope.values(sub.input())));
            Work.ask(draft, key);
          }
        }
        case ConditionStep condition -> {
          String next = choose(condition, scope);
          end(draft, key, next == null ? JSON.nullNode() : JSON.stringNode(next), null, null);
        }
        case TransformStep transform ->
            end(draft, key, scope.values(transform.output()), null, null);
        case DelayStep delay -> wait(draft, key, delayedUntil(draft, delay, scope));
        case CallbackStep callback ->
            draft.put(
                key,
                begun
                    .given(scope.values(callback.details()))
                    .due(draft.now().plus(callback.timeout())));
        case ParallelStep parallel -> {
          draft.put(
              key,
              begun.framed(Collections.nCopies(parallel.branches().size(), StepRun.Frame.RUNNING)));
          parallel
              .branches()
              .forEach(
                  branch -> draft.beginNext(StepKey.sibling(key, branch.steps().getFirst().id())));
        }
        case ForEachStep forEach -> eachItem(draft, key, forEach, scope.value(forEach.items()));
        case EndStep end -> {
          String reason = end.reason() == null ? null : text(scope.value(end.reason()));
          end(draft, key, reason == null ? null : JSON.stringNode(reason), null, null);
        }
      }
    } catch (ExpressionException invalid) {
      fail(draft, key, "expression_failed", String.valueOf(invalid.getMessage()));
    }
  }

  /** Whether the branch or item that it stands in still runs: a sibling may have ended it all. */
  private static boolean isWanted(RunDraft draft, String key) {
    for (StepKey.Frame at = StepKey.frame(key, draft.plan());
        at != null;
        at = StepKey.frame(at.container(), draft.plan())) {
      StepRun container = draft.at(at.container());
      List<StepRun.Frame> frames = container.frames();
      if (!container.open()
          || frames == null
          || frames.get(at.frame()).status() != StepStatus.RUNNING) {
        return false;
      }
    }
    return true;
  }

  private void fail(RunDraft draft, String key, String code, String message) {
    end(draft, key, null, new TaskError(code, message, false), null);
  }

  private static @Nullable String choose(ConditionStep condition, RunScope scope) {
    for (ConditionStep.Case each : condition.cases()) {
      if (scope.holds(each.when())) {
        return each.next();
      }
    }
    return condition.otherwise();
  }

  private Instant delayedUntil(RunDraft draft, DelayStep delay, RunScope scope) {
    if (delay.duration() != null) {
      return draft.now().plus(delay.duration());
    }
    if (delay.businessTime() != null) {
      return businessTime.plus(draft.before().tenantId(), draft.now(), delay.businessTime());
    }
    String until = Objects.requireNonNull(delay.until(), "a delay says for how long");
    JsonNode instant = scope.value(until);
    try {
      Instant parsed = Instant.parse(text(instant));
      // Years of more digits are not kept by all stores.
      if (parsed.isBefore(LATEST)) {
        return parsed;
      }
      throw new ExpressionException(until, "gives an instant beyond the year 9999");
    } catch (DateTimeException _) {
      throw new ExpressionException(until, "gives no instant such as 2026-11-20T10:00:00Z");
    }
  }

  private void wait(RunDraft draft, String key, Instant until) {
    if (until.isAfter(draft.now())) {
      draft.put(key, draft.at(key).due(until));
    } else {
      end(draft, key, null, null, null);
    }
  }

  private void eachItem(RunDraft draft, String key, ForEachStep forEach, JsonNode items) {
    if (!items.isArray()) {
      throw new ExpressionException(forEach.items(), "gives no list");
    }
    if (items.size() > ForEachStep.MOST_ITEMS) {
      fail(
          draft,
          key,
          "too_many_items",
          items.size() + " items; at most " + ForEachStep.MOST_ITEMS + " are worked on");
      return;
    }
    draft.put(
        key,
        draft
            .at(key)
            .given(items)
            .framed(Collections.nCopies(items.size(), StepRun.Frame.WAITING)));
    if (items.isEmpty()) {
      end(draft, key, JSON.arrayNode(), null, null);
    } else {
      Joins.startItems(draft, key, forEach);
    }
  }

  /** Finds what follows a step that has ended. */
  private void follow(RunDraft draft, String key) {
    StepRun ended = draft.at(key);
    Step step = draft.plan().at(StepKey.id(key)).step();
    if (ended.status() == StepStatus.CANCELLED) {
      return;
    }
    boolean failed = ended.status() == StepStatus.FAILED;
    if (step instanceof EndStep end) {
      endings.reached(draft, end, ended);
      return;
    }
    String next = failed ? step.afterFailure() : next(step, ended);
    if (next != null) {
      draft.beginNext(StepKey.sibling(key, next));
      return;
    }
    StepKey.Frame frame = StepKey.frame(key, draft.plan());
    if (frame != null) {
      joins.ended(draft, frame, key, this);
    } else if (failed) {
      endings.fail(draft, "step " + key + " failed: " + reason(ended));
    } else {
      endings.complete(draft);
    }
  }

  private static @Nullable String next(Step step, StepRun ended) {
    if (step instanceof ConditionStep) {
      JsonNode chosen = ended.output();
      return chosen == null || chosen.isNull() ? null : chosen.stringValue();
    }
    return step.next();
  }

  static String reason(StepRun failed) {
    return failed.error() == null ? "no reason given" : failed.error().message();
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }

  /** The executions that are open, those of compensations apart. */
  static List<String> open(RunDraft draft) {
    return draft.steps().entrySet().stream()
        .filter(each -> each.getValue().open() && !StepKey.isUndo(each.getKey()))
        .map(java.util.Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
