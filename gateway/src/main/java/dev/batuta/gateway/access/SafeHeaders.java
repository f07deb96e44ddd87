package dev.batuta.gateway.access;

import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Headers that keep a browser from guessing, framing or keeping what the API answers, after OWASP's
 * cheat sheet for REST. A service's own value stays.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class SafeHeaders implements WebFilter {
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Content-Security-Policy",
          "default-src 'none'; frame-ancestors 'none'",
          HttpHeaders.CACHE_CONTROL,
          "no-store");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    exchange
        .getResponse()
        .beforeCommit(() -> {
          HttpHeaders headers = exchange.getResponse().getHeaders();
          HEADERS.forEach((name, value) -> {
            if (!headers.containsHeader(name)) {
              headers.set(name, value);
            }
          });
          return Mono.empty();
        });
    return chain.filter(exchange);
  }
}
