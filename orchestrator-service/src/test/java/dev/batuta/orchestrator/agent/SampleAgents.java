package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.message.AgentHeartbeat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** Invented agents and the clock by which they are judged. */
final class SampleAgents {
  static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");
  static final AgentProperties PROPERTIES = new AgentProperties(3, Duration.ofMinutes(10));

  static final DegradationProperties LIMITS =
      new DegradationProperties(
          50, 80, Duration.ofSeconds(2), Duration.ofSeconds(60), 10, Duration.ofSeconds(15), 3);

  private SampleAgents() {}

  static AgentRegistry registry(InstantSource clock) {
    return new AgentRegistry(
        clock, PROPERTIES, new AgentBreakers(clock, LIMITS, new SimpleMeterRegistry()));
  }

  /** A clock that a test sets. */
  static final class SettableClock implements InstantSource {
    private Instant now = NOON;

    void set(Instant to) {
      now = to;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  static List<Capability> capabilities(String... names) {
    return Arrays.stream(names).map(Capability::new).toList();
  }

  static AgentHeartbeat beat(
      String agent,
      String instance,
      int inFlight,
      boolean stopping,
      Instant at,
      String... capabilities) {
    return new AgentHeartbeat(
        new AgentId(agent),
        new InstanceId(instance),
        agent.replace("_agent", ""),
        "1",
        capabilities(capabilities),
        10,
        inFlight,
        4,
        1,
        20.0,
        stopping,
        false,
        2_000,
        NOON.minusSeconds(60),
        at);
  }

  /** The same, but as another deployment of the agent. */
  static AgentHeartbeat deployedAs(AgentHeartbeat beat, String service, String version) {
    return new AgentHeartbeat(
        beat.agentId(),
        beat.instanceId(),
        service,
        version,
        beat.capabilities(),
        beat.capacity(),
        beat.inFlight(),
        beat.completed(),
        beat.failed(),
        beat.averageProcessingMs(),
        beat.stopping(),
        beat.draining(),
        beat.intervalMs(),
        beat.startedAt(),
        beat.timestamp());
  }
}
