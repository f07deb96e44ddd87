package dev.batuta.gateway.authentication;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.gateway.problem.GatewayRefusal;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.core.JacksonException;

/** Asks agent-management. Thread-safe. */
final class HttpKeyExchange implements KeyExchange, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpKeyExchange.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final int CONNECT_MILLIS = 2000;
  private static final int CONNECTIONS = 50;
  private static final int WAITING = 500;

  private final ConnectionProvider connections;
  private final HttpClient http;
  private final String uri;

  HttpKeyExchange(URI agentManagement) {
    this.uri = agentManagement + "/internal/token-exchange";
    this.connections =
        ConnectionProvider.builder("token-exchange")
            .maxConnections(CONNECTIONS)
            .pendingAcquireMaxCount(WAITING)
            .pendingAcquireTimeout(TIMEOUT)
            .maxIdleTime(Duration.ofSeconds(15))
            .build();
    this.http =
        HttpClient.create(connections)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .responseTimeout(TIMEOUT)
            .headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json"));
  }

  private record TokenAnswer(String accessToken, long expiresIn, @Nullable String tenantId) {}

  @Override
  public CompletableFuture<Exchanged> exchange(String key) {
    String body = ContractJson.mapper().writeValueAsString(Map.of("api_key", key));
    return http.post()
        .uri(uri)
        .send(ByteBufMono.fromString(Mono.just(body)))
        .responseSingle((response, content) ->
            content
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .map(bytes -> read(response.status().code(), bytes)))
        .onErrorMap(error -> !(error instanceof GatewayRefusal), HttpKeyExchange::unavailable)
        .toFuture()
        .thenApply(Objects::requireNonNull);
  }

  private static Exchanged read(int status, byte[] body) {
    return switch (status) {
      case 200 -> granted(body);
      case 401, 404 ->
          new Exchanged.Refused(
              ProblemCode.UNAUTHENTICATED, "The API key is unknown or was revoked.");
      case 403 ->
          new Exchanged.Refused(
              ProblemCode.TENANT_SUSPENDED, "The tenant is not served at the moment.");
      default -> throw unavailable(new IllegalStateException("HTTP status " + status));
    };
  }

  private static Exchanged granted(byte[] body) {
    try {
      TokenAnswer answer = ContractJson.mapper().readValue(body, TokenAnswer.class);
      return new Exchanged.Granted(
          "Bearer " + answer.accessToken(),
          answer.tenantId(),
          Duration.ofSeconds(answer.expiresIn()));
    } catch (JacksonException unreadable) {
      throw unavailable(unreadable);
    }
  }

  private static GatewayRefusal unavailable(Throwable reason) {
    log.atWarn()
        .addKeyValue("reason", reason.getClass().getSimpleName())
        .log("token issuer not reached");
    return new GatewayRefusal(
        ProblemCode.UNAVAILABLE, "Credentials cannot be checked at the moment; try again soon.");
  }

  @Override
  public void close() {
    connections.dispose();
  }
}
