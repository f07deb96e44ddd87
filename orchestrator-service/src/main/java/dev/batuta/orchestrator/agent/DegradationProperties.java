package dev.batuta.orchestrator.agent;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a deployment of an agent counts as degraded, and how it recovers.
 *
 * @param errorRate per cent of the attempts that may fail or time out; above 0, at most 100
 * @param slowRate per cent of the attempts that may be slow; above 0, at most 100
 * @param slowAfter how long an attempt may run before it is slow; positive
 * @param window the attempts of how long count; at least a second
 * @param leastAttempts how many there must be before they are judged; at least 1
 * @param pause how long a degraded deployment is avoided before it is probed; positive
 * @param probes how many tasks it is then given, and by which it is judged anew; at least 1
 */
@ConfigurationProperties("orchestrator.agent.degraded")
record DegradationProperties(
    @DefaultValue("50") int errorRate,
    @DefaultValue("80") int slowRate,
    @DefaultValue("20s") Duration slowAfter,
    @DefaultValue("60s") Duration window,
    @DefaultValue("10") int leastAttempts,
    @DefaultValue("15s") Duration pause,
    @DefaultValue("3") int probes) {
  DegradationProperties {
    if (errorRate < 1 || errorRate > 100 || slowRate < 1 || slowRate > 100) {
      throw new IllegalArgumentException(
          "orchestrator.agent.degraded: error-rate and slow-rate are 1 to 100");
    }
    if (!slowAfter.isPositive() || window.toSeconds() < 1 || !pause.isPositive()) {
      throw new IllegalArgumentException(
          "orchestrator.agent.degraded: slow-after and pause are positive, window at least 1s");
    }
    if (leastAttempts < 1 || probes < 1) {
      throw new IllegalArgumentException(
          "orchestrator.agent.degraded: least-attempts and probes are at least 1");
    }
  }
}
