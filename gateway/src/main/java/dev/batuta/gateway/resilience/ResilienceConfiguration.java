package dev.batuta.gateway.resilience;

import dev.batuta.gateway.problem.GatewayRefusal;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.channel.AbortedException;

/** One circuit breaker per service. */
@Configuration(proxyBeanMethods = false)
class ResilienceConfiguration {
  private static final int TRIALS = 5;

  @Bean
  CircuitBreakerRegistry circuitBreakers(ResilienceProperties properties) {
    return CircuitBreakerRegistry.of(
        CircuitBreakerConfig.custom()
            .slidingWindowType(SlidingWindowType.TIME_BASED)
            .slidingWindowSize((int) properties.window().toSeconds())
            .minimumNumberOfCalls(properties.minimumCalls())
            .failureRateThreshold(properties.failureRate())
            .waitDurationInOpenState(properties.pause())
            .permittedNumberOfCallsInHalfOpenState(TRIALS)
            // What the caller did wrong says nothing about the service.
            .ignoreExceptions(GatewayRefusal.class, AbortedException.class)
            .writableStackTraceEnabled(false)
            .build());
  }

  @Bean
  MeterBinder circuitBreakerMeters(CircuitBreakerRegistry registry) {
    return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry);
  }
}
