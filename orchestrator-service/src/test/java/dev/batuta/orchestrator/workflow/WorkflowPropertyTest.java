package dev.batuta.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WorkflowPropertyTest {
  private static final int DEFINITIONS = 1_500;
  private static final int RETRIED = 500;

  @Test
  void whatever_comes_late_or_twice_or_is_lost_a_run_ends_as_it_would_in_order() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < DEFINITIONS; i++) {
      WorkflowPlan plan = new RandomDefinition(random, true).plan();
      Set<String> failing = World.failing(plan, random);
      String which =
          "seed " + seed + ", definition " + i + ", failing " + failing + ", " + plan.definition();

      WorkflowRun straight = new World(plan, failing, null, which).run();
      WorkflowRun shaken = new World(plan, failing, random, which).run();

      assertThat(World.Result.of(shaken)).as(which).isEqualTo(World.Result.of(straight));
    }
  }

  @Test
  void a_run_always_ends_and_leaves_nothing_open_also_when_branches_race() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < DEFINITIONS; i++) {
      WorkflowPlan plan = new RandomDefinition(random, false).plan();
      String which = "seed " + seed + ", definition " + i + ", " + plan.definition();

      WorkflowRun run = new World(plan, World.failing(plan, random), random, which).run();

      assertThat(run.steps().values()).as(which).noneMatch(StepRun::open);
      assertThat(run.events().stream().map(RunEvent::seq).toList())
          .as(which)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void a_failed_run_that_is_retried_when_all_is_well_ends_as_if_nothing_had_failed() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int retried = 0;
    for (int i = 0; retried < RETRIED; i++) {
      WorkflowPlan plan = new RandomDefinition(random, true).plan();
      String which = "seed " + seed + ", definition " + i + ", " + plan.definition();
      WorkflowRun failed = new World(plan, World.failing(plan, random), null, which).run();
      if (!Rewinds.canRetry(failed)) {
        continue;
      }
      retried++;

      WorkflowRun again = new World(plan, Set.of(), random, which).retry(failed);

      // The way that an earlier failure took may lead to an end step that fails the run.
      if (!"because".equals(again.failure())) {
        assertThat(again.status())
            .as(which)
            .isIn(RunStatus.COMPLETED, new World(plan, Set.of(), null, which).run().status());
      }
    }
  }
}
