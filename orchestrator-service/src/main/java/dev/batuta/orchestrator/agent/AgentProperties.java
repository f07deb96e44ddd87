package dev.batuta.orchestrator.agent;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an agent counts as lost.
 *
 * @param missesBeforeLost heartbeats that may fail; at least 1
 * @param forgottenAfter how long a lost instance is still listed; positive
 */
@ConfigurationProperties("orchestrator.agent")
record AgentProperties(
    @DefaultValue("3") int missesBeforeLost, @DefaultValue("10m") Duration forgottenAfter) {
  AgentProperties {
    if (missesBeforeLost < 1 || !forgottenAfter.isPositive()) {
      throw new IllegalArgumentException(
          "orchestrator.agent: misses-before-lost is at least 1, forgotten-after positive");
    }
  }
}
