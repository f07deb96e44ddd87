package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.orchestrator.expression.ExpressionException;
import dev.batuta.orchestrator.expression.Expressions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The rules of workflow runs, as functions: plan + run + event + now → run + effects. Events may
 * come late, twice and in any order; a step is begun once, because the id of its task or run is
 * derived from run, step and round.
 */
final class WorkflowEngine {
  private final Expressions expressions;
  private final StepTurns turns;
  private final Endings endings;
  private final Rewinds rewinds;

  WorkflowEngine(Expressions expressions, BusinessTime businessTime) {
    this.expressions = expressions;
    this.turns = new StepTurns(expressions, businessTime);
    this.endings = turns.endings();
    this.rewinds = new Rewinds();
  }

  /**
   * How a run is started.
   *
   * @param id identity of the run
   * @param tenant for whom
   * @param definition the version that it keeps to
   * @param input what it works on
   * @param context facts that do not change
   * @param parent the step that waits for it; null for none
   * @param traceparent the trace that it belongs to; null for none
   */
  record Start(
      RunId id,
      TenantId tenant,
      WorkflowRun.DefinitionId definition,
      JsonNode input,
      JsonNode context,
      @Nullable ParentStep parent,
      @Nullable String traceparent) {}

  /** Begins a run. */
  WorkflowDecision start(WorkflowPlan plan, Start start, Instant now) {
    WorkflowRun fresh =
        new WorkflowRun(
            start.id(),
            start.tenant(),
            start.definition(),
            RunStatus.RUNNING,
            start.input(),
            start.context(),
            Map.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            0,
            0,
            List.of(),
            List.of(),
            start.parent(),
            now,
            now,
            now.plus(plan.definition().timeout()),
            null,
            null,
            now,
            null,
            start.traceparent(),
            null);
    RunDraft draft = new RunDraft(plan, fresh, now);
    draft.log("run_started", null, null);
    draft.beginNext(plan.definition().steps().getFirst().id());
    return carryOn(draft);
  }

  /**
   * The task or run of a step has ended: {@code output} or {@code error} says how.
   *
   * @param key the execution of the step
   * @param workId which task or run; that of an earlier round has no effect
   * @param attempts how many it took; null for a run
   */
  WorkflowDecision workEnded(
      WorkflowPlan plan,
      WorkflowRun run,
      String key,
      String workId,
      @Nullable JsonNode output,
      @Nullable TaskError error,
      @Nullable Integer attempts,
      Instant now) {
    if (run.ended()) {
      // Whoever waits may have missed the end if we crashed after storing it.
      return new WorkflowDecision(run, false, List.of(new WorkflowEffect.End()));
    }
    StepRun step = run.steps().get(key);
    if (step == null || !step.open() || !workId.equals(step.workId())) {
      return WorkflowDecision.unchanged(run);
    }
    RunDraft draft = new RunDraft(plan, run, now);
    if (StepKey.isUndo(key)) {
      endings.undone(draft, key, output, error, attempts);
    } else {
      turns.end(draft, key, output, error, attempts);
    }
    return carryOn(draft);
  }

  /** Someone has called a callback step; unchanged if it does not wait. */
  WorkflowDecision called(
      WorkflowPlan plan, WorkflowRun run, String key, JsonNode body, Instant now) {
    if (run.ended() || !waitsForCall(plan, run, key)) {
      return WorkflowDecision.unchanged(run);
    }
    RunDraft draft = new RunDraft(plan, run, now);
    draft.log("callback_received", key, null);
    turns.end(draft, key, body, null, null);
    return carryOn(draft);
  }

  /** Something has happened that a callback step may wait for. */
  WorkflowDecision happened(
      WorkflowPlan plan, WorkflowRun run, String type, JsonNode event, Instant now) {
    if (run.ended()) {
      return WorkflowDecision.unchanged(run);
    }
    RunDraft draft = new RunDraft(plan, run, now);
    for (String key : StepTurns.open(draft)) {
      if (plan.at(StepKey.id(key)).step() instanceof CallbackStep callback
          && callback.event() != null
          && callback.event().type().equals(type)
          && passes(callback.event().filter(), draft, key, event)) {
        draft.log("event_received", key, type);
        turns.end(draft, key, event, null, null);
      }
    }
    return carryOn(draft);
  }

  /** The same for a tenant that was never halted. */
  WorkflowDecision due(WorkflowPlan plan, WorkflowRun run, Instant now) {
    return due(plan, run, now, null);
  }

  /**
   * The monitor's moment has come: time may be up, or the beginning of a step may be lost.
   *
   * @param lifted when a halt of its tenant ended last, in which it had no chance; null if never
   */
  WorkflowDecision due(WorkflowPlan plan, WorkflowRun run, Instant now, @Nullable Instant lifted) {
    if (run.ended()) {
      return new WorkflowDecision(run, false, List.of(new WorkflowEffect.End()));
    }
    if (run.status() == RunStatus.PAUSED) {
      return WorkflowDecision.unchanged(run);
    }
    RunDraft draft = new RunDraft(plan, run, now);
    if (!now.isBefore(run.deadline())) {
      if (lifted == null || lifted.isBefore(run.deadline())) {
        return carryOn(late(draft));
      }
      // Its time ran out while nothing could be done about it.
      draft.renewDeadline();
    }
    draft.noteCheck();
    run.steps()
        .forEach((key, step) -> {
          if (step.open()) {
            if (step.dueAt() == null) {
              Work.ask(draft, key);
            } else if (!step.dueAt().isAfter(now)) {
              waited(draft, key);
            }
          }
        });
    return carryOn(draft);
  }

  /** Holds it: nothing new begins. Unchanged if it does not run. */
  WorkflowDecision pause(WorkflowPlan plan, WorkflowRun run, Instant now) {
    if (run.status() != RunStatus.RUNNING) {
      return WorkflowDecision.unchanged(run);
    }
    RunDraft draft = new RunDraft(plan, run, now);
    draft.pause();
    draft.log("run_paused", null, null);
    return draft.decision();
  }

  /** Lets it go on. Unchanged if it is not paused. */
  WorkflowDecision resume(WorkflowPlan plan, WorkflowRun run, Instant now) {
    if (run.status() != RunStatus.PAUSED) {
      return WorkflowDecision.unchanged(run);
    }
    RunDraft draft = new RunDraft(plan, run, now);
    draft.resume();
    draft.log("run_resumed", null, null);
    draft.held().forEach(draft::followNext);
    draft.held().clear();
    // What was asked for before the pause may have been lost with a process meanwhile.
    StepTurns.open(draft).forEach(key -> Work.ask(draft, key));
    return carryOn(draft);
  }

  /** Ends it and undoes what was done. Unchanged if it has ended or is being given up already. */
  WorkflowDecision cancel(WorkflowPlan plan, WorkflowRun run, String reason, Instant now) {
    if (run.ended() || run.ending() != null) {
      return WorkflowDecision.unchanged(run);
    }
    RunDraft draft = new RunDraft(plan, run, now);
    draft.log("run_cancelling", null, reason);
    endings.giveUp(draft, RunStatus.CANCELLED, reason, true);
    return carryOn(draft);
  }

  /** Begins what failed once more. Unchanged unless it failed and nothing was undone. */
  WorkflowDecision retry(WorkflowPlan plan, WorkflowRun run, Instant now) {
    if (!Rewinds.canRetry(run)) {
      return WorkflowDecision.unchanged(run);
    }
    RunDraft draft = new RunDraft(plan, run, now);
    rewinds.retry(draft, endings);
    return carryOn(draft);
  }

  /**
   * Forgets a step and all that began after it, and begins it anew. Unchanged unless it has ended,
   * the step stands in the definition's own list and had begun, and nothing was undone.
   */
  WorkflowDecision rerun(WorkflowPlan plan, WorkflowRun run, String from, Instant now) {
    if (!Rewinds.canRerun(plan, run, from)) {
      return WorkflowDecision.unchanged(run);
    }
    RunDraft draft = new RunDraft(plan, run, now);
    rewinds.rerun(draft, from);
    return carryOn(draft);
  }

  /** Whether a call of that step would have an effect. */
  static boolean waitsForCall(WorkflowPlan plan, WorkflowRun run, String key) {
    StepRun step = run.steps().get(key);
    return step != null
        && step.open()
        && !StepKey.isUndo(key)
        && plan.at(StepKey.id(key)).step() instanceof CallbackStep;
  }

  private WorkflowDecision carryOn(RunDraft draft) {
    turns.run(draft);
    return draft.decision();
  }

  private RunDraft late(RunDraft draft) {
    String late = "not done within " + draft.definition().timeout().toSeconds() + " s";
    if (draft.ending() != null) {
      draft.log("compensation_late", null, late);
      endings.leaveUndone(draft, late);
      endings.close(draft, draft.ending());
    } else {
      endings.fail(draft, late);
    }
    return draft;
  }

  /** A delay is over, or a callback is given up. */
  private void waited(RunDraft draft, String key) {
    if (draft.plan().at(StepKey.id(key)).step() instanceof CallbackStep callback) {
      turns.end(
          draft,
          key,
          null,
          new TaskError(
              "timed_out",
              "nobody answered within " + callback.timeout().toSeconds() + " s",
              false),
          null);
    } else {
      turns.end(draft, key, null, null, null);
    }
  }

  private boolean passes(@Nullable String filter, RunDraft draft, String key, JsonNode event) {
    try {
      return filter == null || new RunScope(expressions, draft, key).with(event).holds(filter);
    } catch (ExpressionException _) {
      // An event of another shape is not the one that is waited for.
      return false;
    }
  }
}
