package dev.batuta.gateway.resilience;

import dev.batuta.gateway.route.Destination;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Counts calls that a service leaves without an answer, and spares it and the callers the wait when
 * there are too many. It stands inside the filter that writes the answer, so it sees a call end
 * when the answer begins; an event stream is no long call. An answer with an error status is an
 * answer.
 */
@Component
@Order(20_000)
final class CircuitBreakerFilter implements GlobalFilter {
  private final CircuitBreakerRegistry breakers;

  CircuitBreakerFilter(CircuitBreakerRegistry breakers) {
    this.breakers = breakers;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (Destination.isSocket(exchange.getRequest().getPath().value())) {
      // It ends when its session does, by whatever end: that says nothing of the service.
      return chain.filter(exchange);
    }
    Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    CircuitBreaker breaker = breakers.circuitBreaker(route.getId());
    return chain.filter(exchange).transformDeferred(CircuitBreakerOperator.of(breaker));
  }
}
