package dev.batuta.orchestrator.agent;

import static dev.batuta.orchestrator.agent.SampleAgents.NOON;
import static dev.batuta.orchestrator.agent.SampleAgents.PROPERTIES;
import static dev.batuta.orchestrator.agent.SampleAgents.beat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.AgentId;
import dev.batuta.orchestrator.agent.SampleAgents.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AgentRegistryTest {
  private final SettableClock clock = new SettableClock();
  private final AgentRegistry registry = new AgentRegistry(clock, PROPERTIES);

  @Test
  void the_first_heartbeat_registers_an_agent() {
    assertThat(registry.agent(new AgentId("quote_agent"))).isEmpty();

    registry.heard(beat("quote_agent", "quote-1", 3, false, NOON, "price_products", "ping"));

    AgentState agent = registry.agent(new AgentId("quote_agent")).orElseThrow();
    assertThat(agent.status()).isEqualTo(AgentHealth.UP);
    assertThat(agent.capabilities())
        .containsExactlyElementsOf(SampleAgents.capabilities("ping", "price_products"));
    assertThat(agent.utilization()).isEqualTo(0.3);
  }

  @Test
  void an_agent_is_lost_only_after_three_missed_heartbeats() {
    registry.heard(beat("quote_agent", "quote-1", 0, false, NOON, "ping"));

    clock.set(NOON.plusMillis(6_000));
    AgentHealth atThree = statusOf("quote_agent");
    clock.set(NOON.plusMillis(6_001));
    AgentHealth afterThree = statusOf("quote_agent");

    assertThat(atThree).isEqualTo(AgentHealth.UP);
    assertThat(afterThree).isEqualTo(AgentHealth.LOST);
  }

  @Test
  void an_agent_is_as_well_as_the_best_of_its_instances_and_only_those_up_count() {
    registry.heard(beat("quote_agent", "quote-1", 5, false, NOON, "ping"));
    registry.heard(beat("quote_agent", "quote-2", 9, true, NOON, "ping"));

    AgentState agent = registry.agents().getFirst();

    assertThat(agent.status()).isEqualTo(AgentHealth.UP);
    assertThat(agent.capacity()).isEqualTo(10);
    assertThat(agent.inFlight()).isEqualTo(5);
    assertThat(agent.instances()).hasSize(2);
    assertThat(agent.completed()).isEqualTo(8);
  }

  @Test
  void a_last_heartbeat_that_says_stopping_is_believed() {
    registry.heard(beat("quote_agent", "quote-1", 0, false, NOON, "ping"));
    registry.heard(beat("quote_agent", "quote-1", 0, true, NOON.plusMillis(10), "ping"));

    assertThat(statusOf("quote_agent")).isEqualTo(AgentHealth.STOPPING);
  }

  @Test
  void an_older_heartbeat_does_not_replace_a_newer_one() {
    registry.heard(beat("quote_agent", "quote-1", 7, false, NOON, "ping"));
    registry.heard(beat("quote_agent", "quote-1", 1, true, NOON.minusSeconds(4), "ping"));

    assertThat(registry.agents().getFirst().inFlight()).isEqualTo(7);
  }

  @Test
  void an_instance_that_was_silent_for_long_is_forgotten() {
    registry.heard(beat("quote_agent", "quote-1", 0, false, NOON, "ping"));
    clock.set(NOON.plus(Duration.ofMinutes(10)).plusMillis(1));

    registry.heard(beat("other_agent", "other-1", 0, false, clock.instant(), "ping"));

    assertThat(registry.agents())
        .extracting(AgentState::agentId)
        .containsExactly(new AgentId("other_agent"));
  }

  private AgentHealth statusOf(String agent) {
    return registry.agent(new AgentId(agent)).orElseThrow().status();
  }
}
