package dev.batuta.agent.task;

import dev.batuta.contracts.AgentId;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The agent that this service is.
 *
 * @param id for example {@code quote_agent}
 * @param heartbeatInterval how often it says how it is; positive
 * @param progressAfter how long a task runs before watchers hear that it has begun; positive
 */
@ConfigurationProperties("batuta.agent")
record AgentProperties(
    AgentId id,
    @DefaultValue("2s") Duration heartbeatInterval,
    @DefaultValue("100ms") Duration progressAfter) {
  AgentProperties {
    if (!heartbeatInterval.isPositive() || !progressAfter.isPositive()) {
      throw new IllegalArgumentException(
          "batuta.agent: heartbeat-interval and progress-after must be positive");
    }
  }
}
