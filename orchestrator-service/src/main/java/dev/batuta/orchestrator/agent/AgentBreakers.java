package dev.batuta.orchestrator.agent;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker for each deployment, fed by the ends of its attempts. Open means degraded: the
 * router prefers others. After a pause it is half open: a few tasks are given as probes, and their
 * ends decide. An orchestrator judges by the results that it applied itself. Thread-safe.
 */
final class AgentBreakers {
  private static final Logger log = LoggerFactory.getLogger(AgentBreakers.class);

  private final Map<DeploymentName, Guard> guards = new ConcurrentHashMap<>();
  private final CircuitBreakerConfig config;
  private final DegradationProperties limits;
  private final MeterRegistry meters;

  AgentBreakers(InstantSource clock, DegradationProperties limits, MeterRegistry meters) {
    this.limits = limits;
    this.meters = meters;
    this.config =
        CircuitBreakerConfig.custom()
            .clock(clock.withZone(ZoneOffset.UTC))
            .slidingWindowType(SlidingWindowType.TIME_BASED)
            .slidingWindowSize(Math.toIntExact(limits.window().toSeconds()))
            .minimumNumberOfCalls(limits.leastAttempts())
            .failureRateThreshold(limits.errorRate())
            .slowCallRateThreshold(limits.slowRate())
            .slowCallDurationThreshold(limits.slowAfter())
            .waitDurationInOpenState(limits.pause())
            .permittedNumberOfCallsInHalfOpenState(limits.probes())
            // A probe whose end another orchestrator hears must not hold its place for ever.
            .maxWaitDurationInHalfOpenState(limits.pause().multipliedBy(2))
            .writableStackTraceEnabled(false)
            .build();
  }

  /**
   * How a deployment is judged.
   *
   * @param probing whether it may be given a probe now
   * @param reason why it is degraded; null when it is not
   */
  record Judgement(boolean probing, @Nullable String reason) {
    static final Judgement WELL = new Judgement(false, null);

    boolean degraded() {
      return reason != null;
    }
  }

  Judgement judge(DeploymentName deployment) {
    Guard guard = guards.get(deployment);
    if (guard == null || guard.breaker.getState() == CircuitBreaker.State.CLOSED) {
      return Judgement.WELL;
    }
    boolean free = guard.breaker.tryAcquirePermission();
    if (free) {
      guard.breaker.releasePermission();
    }
    return new Judgement(free, guard.reason);
  }

  /** Takes a place for a probe; false if all are taken. */
  boolean takeProbe(DeploymentName deployment) {
    Guard guard = guards.get(deployment);
    return guard != null && guard.breaker.tryAcquirePermission();
  }

  void ended(DeploymentName deployment, AttemptOutcome outcome, long millis) {
    CircuitBreaker breaker = guards.computeIfAbsent(deployment, Guard::new).breaker;
    switch (outcome) {
      case ANSWERED -> breaker.onSuccess(millis, TimeUnit.MILLISECONDS);
      case FAILED, TIMED_OUT ->
          breaker.onError(millis, TimeUnit.MILLISECONDS, new TimeoutException(outcome.name()));
    }
  }

  void forgetAllBut(Predicate<DeploymentName> known) {
    guards.keySet().removeIf(known.negate());
  }

  private final class Guard {
    private final CircuitBreaker breaker;
    private volatile String reason = "it was degraded";

    Guard(DeploymentName deployment) {
      breaker = CircuitBreaker.of(deployment.toString(), config);
      breaker
          .getEventPublisher()
          .onFailureRateExceeded(event ->
              reason = exceeded(event.getFailureRate(), "failed or timed out", limits.errorRate()))
          .onSlowCallRateExceeded(event ->
              reason =
                  exceeded(
                      event.getSlowCallRate(),
                      "took longer than " + limits.slowAfter().toMillis() + " ms",
                      limits.slowRate()))
          .onStateTransition(event -> {
            CircuitBreaker.State to = event.getStateTransition().getToState();
            if (to == CircuitBreaker.State.OPEN) {
              meters.counter("batuta.agents.degradations").increment();
            }
            log.atInfo()
                .addKeyValue("deployment", deployment)
                .addKeyValue("from", event.getStateTransition().getFromState())
                .addKeyValue("to", to)
                .log("judgement of an agent's deployment changed");
          });
    }

    private static String exceeded(float rate, String what, int limit) {
      return String.format(
          Locale.ROOT, "%.0f%% of its attempts %s; the limit is %d%%", rate, what, limit);
    }
  }
}
