package dev.batuta.orchestrator.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class ScalingRuleTest {
  private static final Duration YOUNG = Duration.ofSeconds(1);
  private static final Duration OLD = Duration.ofSeconds(11);

  private final ScalingRule rule =
      new ScalingRule(new ScalingProperties(Duration.ofSeconds(10), 80, 64, 20));

  @Test
  void who_has_nothing_to_do_needs_nobody_and_any_task_needs_one() {
    assertThat(wished(0, Duration.ZERO, 0, 2, 100)).isZero();
    assertThat(wished(1, YOUNG, 0, 0, 0)).isOne();
    assertThat(wished(0, Duration.ZERO, 1, 2, 100)).isOne();
  }

  @Test
  void instances_are_wished_for_what_is_at_work_at_the_wished_utilization() {
    // 10 places, 80 %: 8 tasks at once for each.
    assertThat(wished(0, Duration.ZERO, 16, 2, 100)).isEqualTo(2);
    assertThat(wished(0, Duration.ZERO, 17, 2, 100)).isEqualTo(3);
  }

  @Test
  void quick_tasks_that_wait_need_fewer_than_slow_ones() {
    // 800 tasks of 100 ms in 10 s keep 8 places busy, of 1 s 80 places.
    assertThat(wished(800, YOUNG, 0, 1, 100)).isEqualTo(1);
    assertThat(wished(800, YOUNG, 0, 1, 1_000)).isEqualTo(10);
  }

  @Test
  void a_task_that_takes_longer_than_may_be_waited_takes_one_place_and_so_does_an_unknown_one() {
    assertThat(wished(80, YOUNG, 0, 1, 60_000)).isEqualTo(10);
    assertThat(wished(80, YOUNG, 0, 1, 0)).isEqualTo(10);
  }

  @Test
  void an_estimate_that_was_too_low_is_mended_one_by_one() {
    assertThat(wished(100, OLD, 10, 2, 1)).isEqualTo(3);
    assertThat(wished(5, OLD, 10, 2, 1)).as("enough places are free").isEqualTo(2);
  }

  @Test
  void the_wish_is_bounded() {
    assertThat(wished(1_000_000, OLD, 10, 2, 5_000)).isEqualTo(20);
  }

  @Test
  void an_agent_that_is_drained_keeps_what_it_has() {
    assertThat(rule.wished(new AgentLoad(500, OLD, 0, 0, 0, 3, 10, 100))).isEqualTo(3);
  }

  @Test
  void an_instance_of_an_unknown_agent_counts_as_usual_ones_do() {
    assertThat(rule.targetPerInstance(new AgentLoad(0, OLD, 0, 0, 0, 0, 0, 0))).isEqualTo(51.2);
  }

  @RepeatedTest(5)
  void more_work_never_wishes_for_fewer() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      long waiting = random.nextInt(5_000);
      int inFlight = random.nextInt(50);
      double ms = random.nextInt(20_000);
      int instances = random.nextInt(8);
      int before = wished(waiting, YOUNG, inFlight, instances, ms);

      assertThat(wished(waiting + random.nextInt(500), YOUNG, inFlight, instances, ms))
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(before)
          .isBetween(0, 20);
      assertThat(wished(waiting, YOUNG, inFlight + random.nextInt(9), instances, ms))
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(before);
    }
  }

  private int wished(long waiting, Duration age, int inFlight, int instances, double ms) {
    return rule.wished(new AgentLoad(waiting, age, inFlight, instances * 10, instances, 0, 10, ms));
  }
}
