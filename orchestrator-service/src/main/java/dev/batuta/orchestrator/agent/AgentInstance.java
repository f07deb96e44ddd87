package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.message.AgentHeartbeat;
import java.time.Duration;
import java.time.Instant;

/**
 * One process of an agent, as its newest heartbeat shows it.
 *
 * @param heartbeat the newest one
 * @param heardAt when it arrived here, by this orchestrator's clock: clocks of other machines may
 *     be minutes apart
 */
record AgentInstance(AgentHeartbeat heartbeat, Instant heardAt) {
  /**
   * Health at {@code now}.
   *
   * @param misses heartbeats that may fail before it counts as lost
   * @param drained whether an operator drains it, as far as this orchestrator has heard
   */
  AgentHealth health(Instant now, int misses, boolean drained) {
    if (silence(now).toMillis() > misses * heartbeat.intervalMs()) {
      return AgentHealth.LOST;
    }
    if (heartbeat.stopping()) {
      return AgentHealth.STOPPING;
    }
    return drained || heartbeat.draining() ? AgentHealth.DRAINING : AgentHealth.UP;
  }

  /** Time since it was heard of. */
  Duration silence(Instant now) {
    return Duration.between(heardAt, now);
  }
}
