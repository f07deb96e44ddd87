package dev.batuta.orchestrator.agent;

import static dev.batuta.orchestrator.agent.SampleAgents.NOON;

import java.time.Duration;
import java.time.InstantSource;

/** A registry of invented agents, and the clock by which it judges, for tests of other packages. */
public final class AgentFixture {
  private final SampleAgents.SettableClock clock = new SampleAgents.SettableClock();
  private final AgentRegistry registry = SampleAgents.registry(clock);

  /** The clock. */
  public InstantSource clock() {
    return clock;
  }

  /** The registry. */
  public AgentRegistry registry() {
    return registry;
  }

  /** A heartbeat comes now. */
  public void heard(String agent, String service, String instance, String... capabilities) {
    registry.heard(
        SampleAgents.deployedAs(
            SampleAgents.beat(agent, instance, 0, false, NOON, capabilities), service, "1"),
        true);
  }

  /** Time passes. */
  public void pass(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  /** So much time passes that no agent is known any more when the next is heard. */
  public void forgetAll() {
    pass(Duration.ofHours(1));
  }
}
