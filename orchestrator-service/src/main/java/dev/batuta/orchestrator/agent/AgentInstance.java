package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.message.AgentHeartbeat;
import java.time.Duration;
import java.time.Instant;

/**
 * One process of an agent, as its newest heartbeat shows it.
 *
 * @param heartbeat the newest one
 */
record AgentInstance(AgentHeartbeat heartbeat) {
  /** Health at {@code now}, if {@code misses} heartbeats may fail before it counts as lost. */
  AgentHealth health(Instant now, int misses) {
    Duration silence = Duration.between(heartbeat.timestamp(), now);
    if (silence.toMillis() > misses * heartbeat.intervalMs()) {
      return AgentHealth.LOST;
    }
    return heartbeat.stopping() ? AgentHealth.STOPPING : AgentHealth.UP;
  }
}
