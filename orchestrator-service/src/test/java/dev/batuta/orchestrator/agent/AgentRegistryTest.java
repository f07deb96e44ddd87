package dev.batuta.orchestrator.agent;

import static dev.batuta.orchestrator.agent.SampleAgents.NOON;
import static dev.batuta.orchestrator.agent.SampleAgents.beat;
import static dev.batuta.orchestrator.agent.SampleAgents.deployedAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.orchestrator.agent.SampleAgents.SettableClock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AgentRegistryTest {
  private final SettableClock clock = new SettableClock();
  private final AgentRegistry registry = SampleAgents.registry(clock);

  @Test
  void the_first_heartbeat_registers_an_agent() {
    assertThat(registry.agent(new AgentId("quote_agent"))).isEmpty();

    registry.heard(beat("quote_agent", "quote-1", 3, false, NOON, "price_products", "ping"), true);

    AgentState agent = registry.agent(new AgentId("quote_agent")).orElseThrow();
    assertThat(agent.status()).isEqualTo(AgentHealth.UP);
    assertThat(agent.capabilities())
        .containsExactlyElementsOf(SampleAgents.capabilities("ping", "price_products"));
    assertThat(agent.utilization()).isEqualTo(0.3);
  }

  @Test
  void an_agent_is_lost_only_after_three_missed_heartbeats() {
    registry.heard(beat("quote_agent", "quote-1", 0, false, NOON, "ping"), true);

    clock.set(NOON.plusMillis(6_000));
    AgentHealth atThree = statusOf("quote_agent");
    clock.set(NOON.plusMillis(6_001));
    AgentHealth afterThree = statusOf("quote_agent");

    assertThat(atThree).isEqualTo(AgentHealth.UP);
    assertThat(afterThree).isEqualTo(AgentHealth.LOST);
  }

  @Test
  void an_agent_is_as_well_as_the_best_of_its_instances_and_only_those_up_count() {
    registry.heard(beat("quote_agent", "quote-1", 5, false, NOON, "ping"), true);
    registry.heard(beat("quote_agent", "quote-2", 9, true, NOON, "ping"), true);

    AgentState agent = registry.agents().getFirst();

    assertThat(agent.status()).isEqualTo(AgentHealth.UP);
    assertThat(agent.capacity()).isEqualTo(10);
    assertThat(agent.inFlight()).isEqualTo(5);
    assertThat(agent.instances()).hasSize(2);
    assertThat(agent.completed()).isEqualTo(8);
  }

  @Test
  void a_last_heartbeat_that_says_stopping_is_believed() {
    registry.heard(beat("quote_agent", "quote-1", 0, false, NOON, "ping"), true);
    registry.heard(beat("quote_agent", "quote-1", 0, true, NOON.plusMillis(10), "ping"), true);

    assertThat(statusOf("quote_agent")).isEqualTo(AgentHealth.STOPPING);
  }

  @Test
  void an_agent_whose_clock_is_minutes_off_is_judged_by_when_it_is_heard() {
    registry.heard(beat("slow_agent", "slow-1", 0, false, NOON.minusSeconds(120), "ping"), true);
    registry.heard(beat("fast_agent", "fast-1", 0, false, NOON.plusSeconds(120), "ping"), true);
    assertThat(statusOf("slow_agent")).isEqualTo(AgentHealth.UP);

    clock.set(NOON.plusMillis(6_001));

    assertThat(statusOf("slow_agent")).isEqualTo(AgentHealth.LOST);
    assertThat(statusOf("fast_agent")).isEqualTo(AgentHealth.LOST);
  }

  @Test
  void a_clock_that_is_set_back_does_not_lose_an_agent() {
    registry.heard(beat("quote_agent", "quote-1", 7, false, NOON, "ping"), true);
    clock.set(NOON.plusSeconds(5));

    registry.heard(beat("quote_agent", "quote-1", 1, false, NOON.minusSeconds(120), "ping"), true);

    assertThat(registry.agents().getFirst().inFlight()).isEqualTo(1);
    clock.set(NOON.plusSeconds(10));
    assertThat(statusOf("quote_agent")).isEqualTo(AgentHealth.UP);
  }

  @Test
  void after_a_restart_of_the_orchestrator_those_that_died_before_it_are_not_up() {
    registry.heard(beat("dead_agent", "dead-1", 0, false, NOON.minusSeconds(60), "ping"), false);
    registry.heard(beat("skewed_agent", "s-1", 0, false, NOON.minusSeconds(60), "ping"), false);
    registry.heard(beat("well_agent", "well-1", 0, false, NOON.minusSeconds(1), "ping"), false);

    registry.heard(beat("skewed_agent", "s-1", 0, false, NOON.minusSeconds(58), "ping"), true);

    assertThat(statusOf("dead_agent")).isEqualTo(AgentHealth.LOST);
    assertThat(statusOf("skewed_agent")).isEqualTo(AgentHealth.UP);
    assertThat(statusOf("well_agent")).isEqualTo(AgentHealth.UP);
  }

  @Test
  void a_drain_is_about_an_agent_or_a_deployment_or_one_process() {
    registry.heard(beat("quote_agent", "quote-1", 0, false, NOON, "ping"), true);
    registry.heard(beat("quote_agent", "quote-2", 0, false, NOON, "ping"), true);
    registry.heard(
        deployedAs(beat("quote_agent", "canary-1", 0, false, NOON, "ping"), "quote-canary", "2"),
        true);

    registry.heard(drain(null, "quote-1", true));
    assertThat(statusOfDeployment("quote")).isEqualTo(AgentHealth.UP);
    assertThat(capacityOf("quote")).isEqualTo(10);

    registry.heard(drain("quote-canary", null, true));
    assertThat(statusOfDeployment("quote-canary")).isEqualTo(AgentHealth.DRAINING);
    assertThat(statusOf("quote_agent")).isEqualTo(AgentHealth.UP);

    registry.heard(drain(null, null, true));
    assertThat(statusOf("quote_agent")).isEqualTo(AgentHealth.DRAINING);
    assertThat(registry.agents().getFirst().reason()).isEqualTo("drained by an operator");
    assertThat(registry.drains(new AgentId("quote_agent"))).hasSize(3);

    registry.heard(drain(null, null, false));
    assertThat(statusOfDeployment("quote")).isEqualTo(AgentHealth.UP);
    assertThat(statusOfDeployment("quote-canary")).isEqualTo(AgentHealth.DRAINING);
  }

  @Test
  void deployments_of_an_agent_are_told_apart() {
    registry.heard(beat("quote_agent", "quote-1", 5, false, NOON, "ping", "render"), true);
    registry.heard(
        deployedAs(beat("quote_agent", "canary-1", 1, false, NOON, "ping"), "quote-canary", "2"),
        true);

    AgentState agent = registry.agents().getFirst();

    assertThat(agent.service()).isEqualTo("quote");
    assertThat(agent.capacity()).isEqualTo(20);
    assertThat(agent.inFlight()).isEqualTo(6);
    assertThat(agent.deployments())
        .extracting(AgentDeployment::service, AgentDeployment::versions)
        .containsExactly(tuple("quote", List.of("1")), tuple("quote-canary", List.of("2")));
    assertThat(agent.instances()).hasSize(2);
  }

  @Test
  void while_builds_change_a_deployment_can_only_do_what_all_its_processes_can() {
    registry.heard(beat("quote_agent", "quote-1", 0, false, NOON, "ping", "old"), true);
    registry.heard(beat("quote_agent", "quote-2", 0, false, NOON, "ping", "new"), true);

    assertThat(registry.agents().getFirst().capabilities())
        .containsExactlyElementsOf(SampleAgents.capabilities("ping"));
  }

  @Test
  void an_instance_that_was_silent_for_long_is_forgotten() {
    registry.heard(beat("quote_agent", "quote-1", 0, false, NOON, "ping"), true);
    clock.set(NOON.plus(Duration.ofMinutes(10)).plusMillis(1));

    registry.heard(beat("other_agent", "other-1", 0, false, clock.instant(), "ping"), true);

    assertThat(registry.agents())
        .extracting(AgentState::agentId)
        .containsExactly(new AgentId("other_agent"));
  }

  private AgentHealth statusOf(String agent) {
    return registry.agent(new AgentId(agent)).orElseThrow().status();
  }

  private AgentHealth statusOfDeployment(String service) {
    return deployment(service).status();
  }

  private int capacityOf(String service) {
    return deployment(service).capacity();
  }

  private AgentDeployment deployment(String service) {
    return registry.deployments().stream()
        .filter(each -> each.service().equals(service))
        .findFirst()
        .orElseThrow();
  }

  private static AgentDrain drain(
      @Nullable String service, @Nullable String instance, boolean draining) {
    return new AgentDrain(
        new AgentId("quote_agent"),
        service,
        instance == null ? null : new InstanceId(instance),
        draining,
        "ana",
        NOON);
  }
}
