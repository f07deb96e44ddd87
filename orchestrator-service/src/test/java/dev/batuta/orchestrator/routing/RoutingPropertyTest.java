package dev.batuta.orchestrator.routing;

import static dev.batuta.orchestrator.routing.SampleRouting.assigned;
import static dev.batuta.orchestrator.routing.SampleRouting.is;
import static dev.batuta.orchestrator.routing.SampleRouting.rule;
import static dev.batuta.orchestrator.routing.SampleRouting.target;
import static dev.batuta.orchestrator.routing.SampleRouting.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.orchestrator.agent.AgentDeployment;
import dev.batuta.orchestrator.agent.AgentHealth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;

/** What holds of weighted and sticky rules whatever the weights and keys are. */
final class RoutingPropertyTest {
  private static final int KEYS = 4_000;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final List<RoutingTarget> targets = new ArrayList<>();
  private final List<AgentDeployment> deployments = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  RoutingPropertyTest() {
    int count = 2 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      targets.add(target("quote-" + i, i == 0 ? 1 + random.nextInt(50) : random.nextInt(100)));
      deployments.add(up("quote-" + i, random.nextInt(10)));
    }
    for (int i = 0; i < KEYS; i++) {
      keys.add(new UUID(random.nextLong(), random.nextLong()).toString());
    }
  }

  @RepeatedTest(5)
  void shares_follow_the_weights() {
    Map<String, Integer> shares = new HashMap<>();
    keys.forEach(key -> shares.merge(chosen(deployments, key), 1, Integer::sum));

    double sum = targets.stream().mapToInt(RoutingTarget::share).sum();
    for (RoutingTarget target : targets) {
      double p = target.share() / sum;
      // Five standard deviations of the binomial distribution: one false alarm in a million.
      double tolerance = 5 * Math.sqrt(KEYS * p * (1 - p)) + 1;
      assertThat((double) shares.getOrDefault(String.valueOf(target.service()), 0))
          .as("share of %s, seed %d", target, seed)
          .isBetween(KEYS * p - tolerance, KEYS * p + tolerance);
    }
  }

  @RepeatedTest(5)
  void the_same_key_goes_to_the_same_target_however_busy_all_are() {
    List<AgentDeployment> otherwiseBusy =
        deployments.stream().map(each -> up(each.service(), random.nextInt(10))).toList();

    for (String key : keys.subList(0, 300)) {
      assertThat(chosen(otherwiseBusy, key))
          .as("key %s, seed %d", key, seed)
          .isEqualTo(chosen(deployments, key));
    }
  }

  @RepeatedTest(5)
  void when_a_target_goes_or_falls_ill_only_its_own_keys_move() {
    String gone = deployments.get(random.nextInt(deployments.size())).service();
    AgentHealth[] worse = {
      AgentHealth.DEGRADED, AgentHealth.DRAINING, AgentHealth.STOPPING, AgentHealth.LOST
    };
    AgentHealth health = worse[random.nextInt(worse.length)];
    List<AgentDeployment> without =
        deployments.stream().filter(each -> !each.service().equals(gone)).toList();
    List<AgentDeployment> ill =
        deployments.stream()
            .map(each -> each.service().equals(gone) ? is(health, gone) : each)
            .toList();
    boolean othersHaveShares =
        targets.stream().anyMatch(target -> target.share() > 0 && !gone.equals(target.service()));

    for (String key : keys.subList(0, 500)) {
      String before = chosen(deployments, key);
      if (!before.equals(gone)) {
        assertThat(chosen(without, key)).as("key %s, seed %d", key, seed).isEqualTo(before);
        assertThat(chosen(ill, key)).as("key %s, seed %d", key, seed).isEqualTo(before);
      } else if (othersHaveShares) {
        assertThat(chosen(ill, key)).as("key %s, seed %d", key, seed).isNotEqualTo(gone);
      }
    }
  }

  private String chosen(List<AgentDeployment> all, String key) {
    return assigned(all, rule("session_id", targets.toArray(RoutingTarget[]::new)), key).service();
  }
}
