package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A run while one event is applied to it: what {@link WorkflowEngine} and its parts write on.
 * Outside of one decision there are only {@link WorkflowRun}s.
 */
final class RunDraft {
  private static final Duration KEPT = Duration.ofDays(7);

  /** A step's work is asked for again after this; only what a crash swallowed has an effect. */
  private static final Duration FIRST_RECHECK = Duration.ofSeconds(5);

  private static final Duration LONGEST_RECHECK = Duration.ofSeconds(60);

  private final WorkflowPlan plan;
  private final WorkflowRun before;
  private final Instant now;
  private final Map<String, StepRun> steps;
  private final List<String> held;
  private final Deque<String> undo;
  private final List<RunEvent> events;
  private final List<WorkflowEffect> effects = new ArrayList<>();
  private final Deque<Turn> turns = new ArrayDeque<>();
  private RunStatus status;
  private @Nullable RunStatus ending;
  private @Nullable JsonNode output;
  private @Nullable String failure;
  private int round;
  private int order;
  private Instant deadline;
  private @Nullable Instant pausedAt;
  private boolean changed;
  private boolean checked;

  /**
   * What is to be looked at next.
   *
   * @param key an execution of a step
   * @param begins whether it is to begin; otherwise it has ended, and what follows is to be found
   */
  record Turn(String key, boolean begins) {}

  RunDraft(WorkflowPlan plan, WorkflowRun run, Instant now) {
    this.plan = plan;
    this.before = run;
    this.now = now;
    this.steps = new HashMap<>(run.steps());
    this.held = new ArrayList<>(run.held());
    this.undo = new ArrayDeque<>(run.undo());
    this.events = new ArrayList<>(run.events());
    this.status = run.status();
    this.ending = run.ending();
    this.output = run.output();
    this.failure = run.failure();
    this.round = run.round();
    this.order = run.order();
    this.deadline = run.deadline();
    this.pausedAt = run.pausedAt();
  }

  WorkflowPlan plan() {
    return plan;
  }

  WorkflowDefinition definition() {
    return plan.definition();
  }

  /** The run as it was. */
  WorkflowRun before() {
    return before;
  }

  Instant now() {
    return now;
  }

  Map<String, StepRun> steps() {
    return steps;
  }

  /**
   * What is known of an execution.
   *
   * @throws IllegalStateException if it has not begun
   */
  StepRun at(String key) {
    StepRun step = steps.get(key);
    if (step == null) {
      throw new IllegalStateException("run " + before.id() + " has not begun step " + key);
    }
    return step;
  }

  void put(String key, StepRun step) {
    steps.put(key, step);
    changed = true;
  }

  void remove(String key) {
    steps.remove(key);
    changed = true;
  }

  /** Puts a new execution in place. */
  StepRun begin(String key, String kind) {
    StepRun begun = StepRun.begun(kind, ++order, round, now);
    put(key, begun);
    log("step_started", key, null);
    return begun;
  }

  void effect(WorkflowEffect effect) {
    effects.add(effect);
  }

  void log(String event, @Nullable String step, @Nullable String detail) {
    int seq = events.isEmpty() ? 1 : events.getLast().seq() + 1;
    events.add(new RunEvent(seq, event, now, step, detail));
    changed = true;
  }

  void beginNext(String key) {
    turns.add(new Turn(key, true));
  }

  void followNext(String key) {
    turns.add(new Turn(key, false));
  }

  @Nullable Turn nextTurn() {
    return turns.poll();
  }

  /** Nothing of what was to be looked at matters any more. */
  void dropTurns() {
    turns.clear();
  }

  List<String> held() {
    return held;
  }

  Deque<String> undo() {
    return undo;
  }

  RunStatus status() {
    return status;
  }

  void status(RunStatus next) {
    status = next;
    changed = true;
  }

  @Nullable RunStatus ending() {
    return ending;
  }

  void ending(@Nullable RunStatus next) {
    ending = next;
    changed = true;
  }

  @Nullable String failure() {
    return failure;
  }

  void failure(@Nullable String why) {
    failure = why;
    changed = true;
  }

  void output(@Nullable JsonNode what) {
    output = what;
    changed = true;
  }

  Instant deadline() {
    return deadline;
  }

  /** The clock starts anew. */
  void renewDeadline() {
    deadline = now.plus(definition().timeout());
    changed = true;
  }

  void pause() {
    pausedAt = now;
    status(RunStatus.PAUSED);
  }

  /** The time it stood still does not count. */
  void resume() {
    if (pausedAt != null) {
      deadline = deadline.plus(Duration.between(pausedAt, now));
    }
    pausedAt = null;
    status(RunStatus.RUNNING);
  }

  int round() {
    return round;
  }

  void nextRound() {
    round++;
    changed = true;
  }

  /** The monitor has looked at it; it looks again later. */
  void noteCheck() {
    checked = true;
  }

  /** Identity of the task or run of an execution: the same whenever it is asked for. */
  UUID workId(String key) {
    String name = before.id() + "/" + key + "/" + at(key).round();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  TaskId taskId(String key) {
    return new TaskId(workId(key));
  }

  RunId runId(String key) {
    return new RunId(workId(key));
  }

  /** What came of it all. */
  WorkflowDecision decision() {
    if (!changed && !checked) {
      return new WorkflowDecision(before, false, effects);
    }
    boolean ended = status.ended();
    Instant updated = changed ? now : before.updatedAt();
    WorkflowRun after =
        new WorkflowRun(
            before.id(),
            before.tenantId(),
            before.definition(),
            status,
            before.input(),
            before.context(),
            steps,
            held,
            List.copyOf(undo),
            ending,
            output,
            failure,
            round,
            order,
            waitingFor(),
            events,
            before.parent(),
            before.startedAt(),
            updated,
            deadline,
            status == RunStatus.PAUSED ? pausedAt : null,
            ended ? now : null,
            ended || status == RunStatus.PAUSED ? null : nextCheck(updated),
            ended ? now.plus(KEPT) : null,
            before.traceparent(),
            before.version());
    return new WorkflowDecision(after, true, effects);
  }

  private List<String> waitingFor() {
    if (status.ended()) {
      return List.of();
    }
    List<String> types = new ArrayList<>();
    steps.forEach((key, step) -> {
      if (step.open()
          && !StepKey.isUndo(key)
          && plan.at(StepKey.id(key)).step() instanceof CallbackStep callback
          && callback.event() != null
          && !types.contains(callback.event().type())) {
        types.add(callback.event().type());
      }
    });
    return types;
  }

  private Instant nextCheck(Instant updated) {
    Instant next = deadline;
    boolean works = false;
    for (StepRun step : steps.values()) {
      if (step.open()) {
        works |= step.workId() != null;
        next = step.dueAt() != null && step.dueAt().isBefore(next) ? step.dueAt() : next;
      }
    }
    if (works) {
      Duration quiet = Duration.between(updated, now);
      Duration recheck = quiet.compareTo(FIRST_RECHECK) < 0 ? FIRST_RECHECK : quiet;
      recheck = recheck.compareTo(LONGEST_RECHECK) > 0 ? LONGEST_RECHECK : recheck;
      next = now.plus(recheck).isBefore(next) ? now.plus(recheck) : next;
    }
    return next;
  }
}
