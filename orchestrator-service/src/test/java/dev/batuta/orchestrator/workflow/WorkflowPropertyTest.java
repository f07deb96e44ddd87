package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.ACME;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.BROKEN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.NOON;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.RUN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.condition;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TaskId;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.orchestrator.task.TaskRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WorkflowPropertyTest {
  private static final int DEFINITIONS = 1_500;

  private final WorkflowEngine engine = new WorkflowEngine(new Expressions());

  @Test
  void whatever_comes_late_or_twice_or_is_lost_a_run_takes_the_way_of_its_definition() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < DEFINITIONS; i++) {
      String which = "seed " + seed + ", definition " + i;
      int size = 1 + random.nextInt(6);
      WorkflowDefinition definition = definition(size, random);
      Set<String> failing = new HashSet<>();
      for (int step = 0; step < size; step++) {
        if (random.nextInt(4) == 0) {
          failing.add("s" + step);
        }
      }

      WorkflowRun run = runAtRandom(definition, failing, random, which);

      assertThat(way(run)).as(which).isEqualTo(straightWay(definition, failing));
    }
  }

  /** A way through: which steps ran and how it ended. */
  private record Way(Set<String> steps, RunStatus status) {}

  private static Way way(WorkflowRun run) {
    return new Way(run.steps().keySet(), run.status());
  }

  private static Way straightWay(WorkflowDefinition definition, Set<String> failing) {
    Set<String> steps = new HashSet<>();
    String at = definition.steps().getFirst().id();
    while (at != null) {
      steps.add(at);
      switch (definition.step(at)) {
        case Step.Task task -> {
          boolean fails = failing.contains(at);
          if (fails && task.onFailure() == null) {
            return new Way(steps, RunStatus.FAILED);
          }
          at = fails ? task.onFailure() : task.next();
        }
        case Step.Condition condition -> {
          String next = condition.otherwise();
          for (Step.Case each : condition.cases().reversed()) {
            next = "true".equals(each.when()) ? each.next() : next;
          }
          at = next;
        }
      }
    }
    return new Way(steps, RunStatus.COMPLETED);
  }

  private WorkflowRun runAtRandom(
      WorkflowDefinition definition, Set<String> failing, Random random, String which) {
    Instant now = NOON;
    Map<String, TaskId> tasks = new HashMap<>();
    WorkflowDecision started =
        engine.start(definition, RUN, ACME, json("{'name':'Ana'}"), null, now);
    WorkflowRun run = started.run();
    perform(started, tasks, random, which);
    for (int i = 0; i < 2_000 && !run.ended(); i++) {
      now = now.plusMillis(random.nextInt(20));
      WorkflowDecision decision;
      if (tasks.isEmpty() || random.nextInt(4) == 0) {
        decision = engine.due(definition, run, now);
      } else {
        List<String> begun = new ArrayList<>(tasks.keySet());
        String step = begun.get(random.nextInt(begun.size()));
        decision = ended(definition, run, step, failing, now);
      }
      boolean crashed = random.nextInt(5) == 0;
      if (!crashed) {
        run = decision.run();
        perform(decision, tasks, random, which);
      }
    }
    return run;
  }

  private WorkflowDecision ended(
      WorkflowDefinition definition,
      WorkflowRun run,
      String step,
      Set<String> failing,
      Instant now) {
    return failing.contains(step)
        ? engine.stepEnded(definition, run, step, null, BROKEN, now)
        : engine.stepEnded(definition, run, step, json("{'by':'" + step + "'}"), null, now);
  }

  /** Submits what is to be submitted, unless the process crashes first. */
  private static void perform(
      WorkflowDecision decision, Map<String, TaskId> tasks, Random random, String which) {
    for (WorkflowEffect effect : decision.effects()) {
      if (effect instanceof WorkflowEffect.Submit(TaskRequest request)
          && request.run() != null
          && random.nextInt(5) != 0) {
        TaskId before = tasks.putIfAbsent(request.run().step(), request.id());
        assertThat(before == null || before.equals(request.id()))
            .as("%s: a step has one task", which)
            .isTrue();
      }
    }
  }

  private static WorkflowDefinition definition(int size, Random random) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      steps.add(
          random.nextInt(3) == 0
              ? condition(
                  "s" + i,
                  List.of(
                      new Step.Case(
                          random.nextBoolean() ? "true" : "false", later(i, size, random)),
                      new Step.Case(
                          random.nextBoolean() ? "true" : "false", later(i, size, random))),
                  later(i, size, random))
              : task("s" + i, later(i, size, random), later(i, size, random)));
    }
    return SampleWorkflows.workflow(null, steps.toArray(Step[]::new));
  }

  private static @Nullable String later(int i, int size, Random random) {
    int next = i + 1 + random.nextInt(size - i);
    return next >= size || random.nextInt(5) == 0 ? null : "s" + next;
  }
}
