package dev.batuta.gateway.authentication;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who sent a request, as far as the gateway knows.
 *
 * @param credential SHA-256 of the key or token in hex: tells callers apart without keeping what
 *     they hold
 * @param tenant whose key it is; null for a platform key, and for a token, which the services read
 */
public record Caller(String credential, @Nullable String tenant) {
  private static final String ATTRIBUTE = Caller.class.getName();

  /** The caller of a request; null before it is known and for webhooks. */
  public static @Nullable Caller of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  void remember(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }
}
