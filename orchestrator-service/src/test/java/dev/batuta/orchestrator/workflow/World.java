package dev.batuta.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.orchestrator.task.TaskRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Everything around the engine: agents that answer, callers that call, time that passes; in order
 * and without mishap, or with results that come late, twice and in any order, timers that go off
 * early and late, processes that crash before and after they store, and operators who pause.
 */
final class World {
  private static final int MOST_TURNS = 30_000;

  private final WorkflowEngine engine = SampleWorkflows.engine();
  private final WorkflowPlan plan;
  private final Set<String> failing;
  private final @Nullable Random mishaps;
  private final String which;
  private final Map<String, String> work = new HashMap<>();
  private final Map<String, String> workOf = new HashMap<>();
  private final List<String> unanswered = new ArrayList<>();
  private Instant now = SampleWorkflows.NOON;

  /**
   * A world.
   *
   * @param failing ids of the steps whose work fails
   * @param mishaps null for none
   * @param which names the case in a failure
   */
  World(WorkflowPlan plan, Set<String> failing, @Nullable Random mishaps, String which) {
    this.plan = plan;
    this.failing = failing;
    this.mishaps = mishaps;
    this.which = which;
  }

  /** Runs it to its end. */
  WorkflowRun run() {
    WorkflowDecision started = engine.start(plan, SampleWorkflows.start("{'name':'Ana'}"), now);
    return carryOn(started);
  }

  /** Retries a failed run, and runs it to its end. */
  WorkflowRun retry(WorkflowRun failed) {
    now = failed.updatedAt().plusSeconds(60);
    return carryOn(engine.retry(plan, failed, now));
  }

  private WorkflowRun carryOn(WorkflowDecision started) {
    WorkflowRun run = started.run();
    perform(run, started.effects());
    for (int turn = 0; turn < MOST_TURNS && !run.ended(); turn++) {
      WorkflowDecision decision = next(run);
      if (!happens(8)) {
        Set<String> before = run.steps().keySet();
        WorkflowRun next = decision.run();
        check(run, next, before);
        run = next;
        perform(run, decision.effects());
      }
    }
    assertThat(run.ended()).as("%s: ends; was %s", which, run).isTrue();
    return run;
  }

  private void check(WorkflowRun before, WorkflowRun after, Set<String> known) {
    if (before.status() == RunStatus.PAUSED && after.status() == RunStatus.PAUSED) {
      assertThat(after.steps().keySet()).as("%s: paused, nothing begins", which).isEqualTo(known);
    }
    if (!after.ended() && after.status() != RunStatus.PAUSED) {
      assertThat(after.nextCheckAt()).as("%s: is looked at again", which).isNotNull();
    }
  }

  private WorkflowDecision next(WorkflowRun run) {
    if (run.status() == RunStatus.PAUSED && happens(3)) {
      return engine.resume(plan, run, now);
    }
    if (happens(25)) {
      return engine.pause(plan, run, now);
    }
    if (happens(4)) {
      now = now.plusSeconds(mishaps == null ? 0 : mishaps.nextInt(5));
      return engine.due(plan, run, now);
    }
    String waiting = waiting(run);
    if (waiting != null && (unanswered.isEmpty() || happens(3))) {
      return engine.called(plan, run, waiting, SampleWorkflows.json("{'called':true}"), now);
    }
    if (unanswered.isEmpty()) {
      now = now.plusSeconds(5);
      return run.status() == RunStatus.PAUSED
          ? engine.resume(plan, run, now)
          : engine.due(plan, run, now);
    }
    return answer(run);
  }

  private @Nullable String waiting(WorkflowRun run) {
    return run.steps().keySet().stream()
        .filter(key -> WorkflowEngine.waitsForCall(plan, run, key))
        .sorted()
        .findFirst()
        .orElse(null);
  }

  private WorkflowDecision answer(WorkflowRun run) {
    int which = mishaps == null ? 0 : mishaps.nextInt(unanswered.size());
    String id = unanswered.get(which);
    if (!happens(5)) {
      unanswered.remove(which);
    }
    String key = work.getOrDefault(id, "");
    boolean fails = failing.contains(StepKey.id(key)) && !StepKey.isUndo(key);
    return engine.workEnded(
        plan,
        run,
        key,
        id,
        fails ? null : SampleWorkflows.json("{'by':'" + key + "'}"),
        fails ? SampleWorkflows.BROKEN : null,
        1,
        now);
  }

  /** Performs the effects, unless the process crashes before one of them. */
  private void perform(WorkflowRun run, List<WorkflowEffect> effects) {
    for (WorkflowEffect effect : effects) {
      if (happens(10)) {
        return;
      }
      switch (effect) {
        case WorkflowEffect.Submit(TaskRequest request) ->
            begin(request.id().toString(), String.valueOf(step(request)), run);
        case WorkflowEffect.StartRun start ->
            begin(start.run().toString(), start.parent().step(), run);
        case WorkflowEffect.CancelTask(var task) -> cancelled(task.toString());
        case WorkflowEffect.CancelRun(var below) -> cancelled(below.toString());
        case WorkflowEffect.End() -> assertThat(run.ended()).as(which).isTrue();
      }
    }
  }

  private static @Nullable String step(TaskRequest request) {
    return request.run() == null ? null : request.run().step();
  }

  private void begin(String id, String key, WorkflowRun run) {
    String other =
        workOf.putIfAbsent(
            key + " in round " + java.util.Objects.requireNonNull(run.steps().get(key)).round(),
            id);
    assertThat(other == null || other.equals(id))
        .as("%s: step %s is begun once", which, key)
        .isTrue();
    work.put(id, key);
    // Asked for again, an ended task is told of again.
    if (!unanswered.contains(id)) {
      unanswered.add(id);
    }
  }

  private void cancelled(String id) {
    if (happens(2)) {
      unanswered.remove(id);
    }
  }

  private boolean happens(int oneIn) {
    return mishaps != null && mishaps.nextInt(oneIn) == 0;
  }

  /** What a run came to, without the times. */
  record Result(RunStatus status, @Nullable JsonNode output, Map<String, String> steps) {
    static Result of(WorkflowRun run) {
      Map<String, String> steps = new TreeMap<>();
      run.steps().forEach((key, step) -> steps.put(key, step.status() + " " + step.output()));
      return new Result(run.status(), run.output(), steps);
    }
  }

  /** Ids of the steps whose work fails. */
  static Set<String> failing(WorkflowPlan plan, Random random) {
    Set<String> failing = new HashSet<>();
    for (int i = 0; plan.has("s" + i); i++) {
      if (random.nextInt(6) == 0) {
        failing.add("s" + i);
      }
    }
    return failing;
  }
}
