package dev.batuta.gateway.resilience;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a service counts as broken.
 *
 * @param window over which calls are counted; whole seconds, at least 1
 * @param minimumCalls that must lie in the window before it is judged; at least 1
 * @param failureRate percentage of calls without an answer that opens the circuit; 1 to 100
 * @param pause for which an open circuit lets nothing through; positive
 */
@ConfigurationProperties("batuta.gateway.circuit")
record ResilienceProperties(
    @DefaultValue("10s") Duration window,
    @DefaultValue("20") int minimumCalls,
    @DefaultValue("50") int failureRate,
    @DefaultValue("3s") Duration pause) {
  ResilienceProperties {
    if (window.toSeconds() < 1
        || minimumCalls < 1
        || failureRate < 1
        || failureRate > 100
        || !pause.isPositive()) {
      throw new IllegalArgumentException(
          "batuta.gateway.circuit: window, minimum-calls and pause are positive, failure-rate is 1"
              + " to 100");
    }
  }
}
