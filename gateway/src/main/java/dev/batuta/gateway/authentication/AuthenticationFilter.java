package dev.batuta.gateway.authentication;

import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.gateway.problem.GatewayProblems;
import dev.batuta.gateway.route.Destination;
import dev.batuta.gateway.trace.Traces;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets through who has credentials: an API key becomes a token, a token passes to the services,
 * which check it; a WebSocket may bring them in its first message. The tenant is what the token
 * says; headers that claim an identity are dropped. The headers that go on are made here in one
 * pass, with the trace to continue.
 */
@Component
@Order(-300)
final class AuthenticationFilter implements GlobalFilter {
  private static final String API_KEY = "X-API-Key";
  private static final String TRACEPARENT = "traceparent";
  private static final String BEARER = "Bearer ";
  private static final int LONGEST_KEY = 256;
  private static final List<String> CLAIMS =
      List.of(
          "X-Tenant",
          "X-Tenant-Id",
          "Tenant-Id",
          "X-User",
          "X-User-Id",
          "X-Role",
          "X-Roles",
          "X-Subject",
          "X-Caller",
          "X-Service",
          "X-Service-Token",
          "X-Forwarded-User",
          "X-Authenticated-User",
          "X-Remote-User",
          "X-Original-Url",
          "X-Rewrite-Url",
          "X-Http-Method-Override");

  private final KnownKeys keys;
  private final GatewayProblems problems;

  AuthenticationFilter(KnownKeys keys, GatewayProblems problems) {
    this.keys = keys;
    this.problems = problems;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (!Destination.isSocket(exchange.getRequest().getPath().value())) {
      return authenticated(exchange, chain);
    }
    // The request must have been read to its end before it is upgraded: else the server's time
    // limits for reading a request go on, and end the WebSocket.
    return exchange
        .getRequest()
        .getBody()
        .doOnNext(DataBufferUtils::release)
        .then(Mono.defer(() -> authenticated(exchange, chain)));
  }

  private Mono<Void> authenticated(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (Destination.isWebhook(exchange.getRequest().getPath().value())) {
      return chain.filter(forwarded(exchange, null));
    }
    HttpHeaders headers = exchange.getRequest().getHeaders();
    List<String> apiKeys = headers.getOrEmpty(API_KEY);
    List<String> authorizations = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
    if (apiKeys.size() > 1 || authorizations.size() > 1) {
      return unauthenticated(exchange, "Credentials were sent more than once.");
    }
    if (!apiKeys.isEmpty()) {
      return byKey(apiKeys.getFirst(), exchange, chain);
    }
    if (!authorizations.isEmpty()) {
      return byToken(authorizations.getFirst(), exchange, chain);
    }
    if (Destination.isSocket(exchange.getRequest().getPath().value())) {
      return chain.filter(forwarded(exchange, null));
    }
    return unauthenticated(
        exchange, "Send an API key as 'X-API-Key' or a token as 'Authorization: Bearer …'.");
  }

  private Mono<Void> byKey(String key, ServerWebExchange exchange, GatewayFilterChain chain) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      return unauthenticated(exchange, "The API key is unknown or was revoked.");
    }
    String digest = KnownKeys.digest(key);
    // The exchange is shared by all who wait for it: one who leaves does not cancel it.
    return Mono.fromFuture(() -> keys.lookup(digest, key), true)
        .flatMap(result ->
            switch (result) {
              case Exchanged.Granted granted -> {
                new Caller(digest, granted.tenant()).remember(exchange);
                yield chain.filter(forwarded(exchange, granted.authorization()));
              }
              case Exchanged.Refused refused ->
                  problems.write(exchange, refused.code(), refused.detail());
            });
  }

  private Mono<Void> byToken(
      String authorization, ServerWebExchange exchange, GatewayFilterChain chain) {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return unauthenticated(exchange, "'Authorization' is 'Bearer' and a token.");
    }
    new Caller(KnownKeys.digest(authorization), null).remember(exchange);
    return chain.filter(forwarded(exchange, authorization));
  }

  private Mono<Void> unauthenticated(ServerWebExchange exchange, String detail) {
    return problems.write(exchange, ProblemCode.UNAUTHENTICATED, detail);
  }

  private static ServerWebExchange forwarded(
      ServerWebExchange exchange, @Nullable String authorization) {
    String traceparent = Traces.traceparentOf(exchange);
    return exchange
        .mutate()
        .request(request ->
            request.headers(headers -> {
              headers.remove(API_KEY);
              CLAIMS.forEach(headers::remove);
              if (authorization == null) {
                headers.remove(HttpHeaders.AUTHORIZATION);
              } else {
                headers.set(HttpHeaders.AUTHORIZATION, authorization);
              }
              if (traceparent != null) {
                headers.set(TRACEPARENT, traceparent);
              }
            }))
        .build();
  }
}
