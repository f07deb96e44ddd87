package dev.batuta.orchestrator.workflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A definition of every kind of step, made up at random, and which of its steps fail. */
final class RandomDefinition {
  private final Random random;
  private final boolean straightOnly;
  private int steps;

  /**
   * Makes definitions.
   *
   * @param straightOnly only what ends the same whatever comes first: no joins that do not wait for
   *     all, no failures that cut others short
   */
  RandomDefinition(Random random, boolean straightOnly) {
    this.random = random;
    this.straightOnly = straightOnly;
  }

  WorkflowPlan plan() {
    steps = 0;
    List<Step> list = list(0, true);
    return SampleWorkflows.plan(
        "steps",
        new WorkflowDefinition.OnFailure(random.nextBoolean(), null),
        list.toArray(Step[]::new));
  }

  private List<Step> list(int depth, boolean top) {
    int size = 1 + random.nextInt(depth == 0 ? 5 : 3);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ids.add("s" + steps++);
    }
    List<Step> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(step(ids.get(i), later(ids, i), later(ids, i), depth, top));
    }
    return list;
  }

  private @Nullable String later(List<String> ids, int i) {
    int next = i + 1 + random.nextInt(ids.size() - i);
    return next >= ids.size() ? null : ids.get(next);
  }

  private Step step(
      String id, @Nullable String next, @Nullable String other, int depth, boolean top) {
    int kind = random.nextInt(depth < 2 ? 12 : 9);
    return switch (kind) {
      case 0 ->
          new ConditionStep(
              id,
              List.of(new ConditionStep.Case(random.nextBoolean() ? "true" : "false", next)),
              other);
      case 1 -> new DelayStep(id, Duration.ofSeconds(random.nextInt(20)), null, null, next);
      case 2 ->
          new CallbackStep(id, null, Map.of("why", "input.name"), Duration.ofHours(1), next, other);
      case 3 -> new SubWorkflowStep(id, "other", null, Map.of("a", "input.name"), next, other);
      case 4 -> new TransformStep(id, Map.of("name", "input.name + '!'"), next);
      case 5 ->
          top && next == null
              ? new EndStep(
                  id,
                  random.nextBoolean() ? EndStep.Status.COMPLETED : EndStep.Status.FAILED,
                  "'because'")
              : task(id, next, other);
      case 9, 10 -> {
        List<ParallelStep.Branch> branches = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int b = 0; b < count; b++) {
          branches.add(new ParallelStep.Branch("b" + b, list(depth + 1, false), null));
        }
        yield new ParallelStep(
            id,
            branches,
            new ParallelStep.Join(straightOnly ? 0 : random.nextInt(count + 1)),
            straightOnly || random.nextBoolean()
                ? ParallelStep.BranchFailure.WAIT
                : ParallelStep.BranchFailure.FAIL,
            next,
            other);
      }
      case 11 ->
          new ForEachStep(
              id,
              "[1, 2, 3, 4].filter(i, i <= " + random.nextInt(5) + ")",
              1 + random.nextInt(3),
              list(depth + 1, false),
              random.nextBoolean() ? "{'item': item, 'index': index}" : null,
              straightOnly || random.nextBoolean()
                  ? ForEachStep.ItemFailure.CONTINUE
                  : ForEachStep.ItemFailure.STOP,
              next,
              other);
      default -> task(id, next, other);
    };
  }

  private TaskStep task(String id, @Nullable String next, @Nullable String other) {
    TaskStep plain = SampleWorkflows.task(id, next, random.nextBoolean() ? other : null);
    return random.nextBoolean()
        ? plain
        : new TaskStep(
            id,
            plain.type(),
            plain.capability(),
            plain.priority(),
            plain.input(),
            plain.attempts(),
            plain.timeout(),
            plain.backoff(),
            new TaskStep.Compensation(
                plain.capability(),
                Map.of("undo", "steps." + id + ".output"),
                2,
                Duration.ofSeconds(10)),
            next,
            plain.onFailure());
  }
}
