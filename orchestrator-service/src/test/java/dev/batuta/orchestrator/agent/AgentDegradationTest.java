package dev.batuta.orchestrator.agent;

import static dev.batuta.orchestrator.agent.SampleAgents.NOON;
import static dev.batuta.orchestrator.agent.SampleAgents.beat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.orchestrator.agent.SampleAgents.SettableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AgentDegradationTest {
  private static final AgentId AGENT = new AgentId("quote_agent");

  private final SettableClock clock = new SettableClock();
  private final AgentRegistry registry = SampleAgents.registry(clock);

  AgentDegradationTest() {
    heardAt(NOON);
  }

  @Test
  void an_agent_is_degraded_when_half_of_its_attempts_fail() {
    ended(9, AttemptOutcome.FAILED);
    assertThat(agent().status()).isEqualTo(AgentHealth.UP);

    ended(1, AttemptOutcome.ANSWERED);

    assertThat(agent().status()).isEqualTo(AgentHealth.DEGRADED);
    assertThat(agent().reason())
        .isEqualTo("90% of its attempts failed or timed out; the limit is 50%");
    assertThat(agent().probing()).isFalse();
  }

  @Test
  void refusals_and_a_few_failures_degrade_nobody() {
    ended(30, AttemptOutcome.ANSWERED);
    ended(20, AttemptOutcome.TIMED_OUT);

    assertThat(agent().status()).isEqualTo(AgentHealth.UP);
  }

  @Test
  void an_agent_is_degraded_when_its_attempts_take_too_long() {
    for (int i = 0; i < 10; i++) {
      registry.attemptEnded(AGENT, "quote", AttemptOutcome.ANSWERED, 2_001);
    }

    assertThat(agent().status()).isEqualTo(AgentHealth.DEGRADED);
    assertThat(agent().reason())
        .isEqualTo("100% of its attempts took longer than 2000 ms; the limit is 80%");
  }

  @Test
  void after_a_pause_a_few_probes_that_succeed_make_it_well_again() {
    ended(10, AttemptOutcome.FAILED);
    assertThat(registry.takeProbe(AGENT, "quote")).isFalse();

    heardAt(NOON.plusSeconds(16));
    assertThat(agent().probing()).isTrue();
    assertThat(probesTaken()).isEqualTo(3);
    assertThat(agent().probing()).isFalse();
    assertThat(agent().status()).isEqualTo(AgentHealth.DEGRADED);

    ended(3, AttemptOutcome.ANSWERED);
    assertThat(agent().status()).isEqualTo(AgentHealth.UP);
    assertThat(agent().reason()).isNull();
  }

  @Test
  void a_probe_that_fails_keeps_it_degraded_for_another_pause() {
    ended(10, AttemptOutcome.FAILED);
    heardAt(NOON.plusSeconds(16));
    assertThat(probesTaken()).isEqualTo(3);

    ended(1, AttemptOutcome.ANSWERED);
    ended(2, AttemptOutcome.TIMED_OUT);

    assertThat(agent().status()).isEqualTo(AgentHealth.DEGRADED);
    assertThat(agent().probing()).isFalse();
    heardAt(NOON.plusSeconds(32));
    assertThat(agent().probing()).isTrue();
  }

  @Test
  void old_failures_are_forgotten() {
    ended(9, AttemptOutcome.FAILED);
    heardAt(NOON.plusSeconds(70));

    ended(1, AttemptOutcome.FAILED);

    assertThat(agent().status()).isEqualTo(AgentHealth.UP);
  }

  @Test
  void timeouts_of_one_that_is_drained_or_lost_are_not_held_against_its_work() {
    registry.heard(new AgentDrain(AGENT, null, null, true, "ana", NOON));
    ended(20, AttemptOutcome.TIMED_OUT);
    registry.heard(new AgentDrain(AGENT, null, null, false, "ana", NOON));
    assertThat(agent().status()).isEqualTo(AgentHealth.UP);

    clock.set(NOON.plusSeconds(10));
    ended(20, AttemptOutcome.TIMED_OUT);
    heardAt(NOON.plusSeconds(11));
    assertThat(agent().status()).isEqualTo(AgentHealth.UP);
  }

  @Test
  void attempts_at_an_agent_that_nobody_knows_are_not_remembered() {
    for (int i = 0; i < 20; i++) {
      registry.attemptEnded(new AgentId("unknown"), "unknown", AttemptOutcome.FAILED, 1);
    }

    assertThat(registry.deployments()).hasSize(1);
  }

  private int probesTaken() {
    int taken = 0;
    while (registry.takeProbe(AGENT, "quote")) {
      taken++;
    }
    return taken;
  }

  private void heardAt(Instant at) {
    clock.set(at);
    registry.heard(beat("quote_agent", "quote-1", 0, false, at, "ping"), true);
  }

  private void ended(int times, AttemptOutcome outcome) {
    for (int i = 0; i < times; i++) {
      registry.attemptEnded(AGENT, "quote", outcome, 5);
    }
  }

  private AgentDeployment agent() {
    return registry.deployments().getFirst();
  }
}
