package dev.batuta.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batuta.contracts.ContractJson;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** Services of a test: they tell what reached them, stream, or keep silent. */
final class StubServices implements AutoCloseable {
  static final String OTHER_KEY = "btk_other";
  static final String HASTY_KEY = "btk_hasty";
  static final String TOKEN = "Bearer token-of-the-issuer";

  final AtomicInteger exchanges = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();
  private final AtomicBoolean refusedFast = new AtomicBoolean();
  final Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();

  private final DisposableServer echo =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .route(routes ->
              routes
                  .get("/v3/api-docs", (_, response) -> json(response, description()))
                  .get("/api/v1/tasks/1/stream", this::stream)
                  .post("/api/v1/tasks", this::refuseOrTell)
                  .ws("/ws/task_updates", StubServices::converse)
                  .get("/api/v1/tasks/slow", (_, _) -> Mono.never())
                  .get("/api/v1/tasks/leaves", (request, _) -> leave(request))
                  .route(_ -> true, StubServices::tell))
          .bindNow(Duration.ofSeconds(10));
  private final DisposableServer issuer =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .route(routes ->
              routes
                  .post("/internal/token-exchange", this::exchange)
                  .route(_ -> true, StubServices::tell))
          .bindNow(Duration.ofSeconds(10));

  /** The orchestrator with a queue that is full for those who say so. */
  private Publisher<Void> refuseOrTell(HttpServerRequest request, HttpServerResponse response) {
    if (request.requestHeaders().contains("X-Full")) {
      refused.incrementAndGet();
      return response
          .status(429)
          .header("Retry-After", "2")
          .header("RateLimit-Policy", "\"open\";q=5")
          .header("RateLimit", "\"open\";r=0;t=2")
          .send();
    }
    if (request.requestHeaders().contains("X-Fast") && refusedFast.compareAndSet(false, true)) {
      return response
          .status(429)
          .header("Retry-After", "1")
          .header(
              "RateLimit-Policy", "\"submit\";q=20;w=2, \"open\";q=500;qu=\"concurrent-requests\"")
          .header("RateLimit", "\"submit\";r=0;t=1")
          .send();
    }
    return tell(request, response);
  }

  String echoUrl() {
    return "http://127.0.0.1:" + echo.port();
  }

  String issuerUrl() {
    return "http://127.0.0.1:" + issuer.port();
  }

  private Publisher<Void> exchange(HttpServerRequest request, HttpServerResponse response) {
    exchanges.incrementAndGet();
    return request
        .receive()
        .aggregate()
        .asString()
        .flatMap(body -> {
          if (body.contains("btk_good")) {
            return Mono.from(
                json(
                    response,
                    "{\"access_token\":\"token-of-the-issuer\",\"expires_in\":300,"
                        + "\"tenant_id\":\"acme\"}"));
          }
          if (body.contains(OTHER_KEY)) {
            return Mono.from(
                json(
                    response,
                    "{\"access_token\":\"another-token\",\"expires_in\":300,"
                        + "\"tenant_id\":\"other\"}"));
          }
          if (body.contains(HASTY_KEY)) {
            return Mono.from(
                json(
                    response,
                    "{\"access_token\":\"hasty-token\",\"expires_in\":300,"
                        + "\"tenant_id\":\"hasty\"}"));
          }
          return Mono.from(response.status(body.contains("suspended") ? 403 : 401).send());
        });
  }

  private Publisher<Void> stream(HttpServerRequest request, HttpServerResponse response) {
    String last = request.requestHeaders().get("Last-Event-ID", "none");
    return response
        .header("Content-Type", "text/event-stream")
        .sendString(Flux.concat(Mono.just("data: after " + last + "\n\n"), events.asFlux()), UTF_8);
  }

  /** Tells the credentials it got, answers each text, and ends with a reason when asked to. */
  private static Publisher<Void> converse(WebsocketInbound in, WebsocketOutbound out) {
    String authorization = in.headers().get("Authorization", "none");
    String claimed = in.headers().get("X-Tenant-Id", "none");
    Flux<WebSocketFrame> answers =
        in.receiveFrames()
            .ofType(TextWebSocketFrame.class)
            .map(TextWebSocketFrame::text)
            .map(text ->
                text.equals("end")
                    ? new CloseWebSocketFrame(4429, "too many")
                    : text.equals("ping")
                        ? new PingWebSocketFrame()
                        : new TextWebSocketFrame("heard " + text.length()));
    return out.sendObject(
        Flux.concat(Mono.just(new TextWebSocketFrame(authorization + " " + claimed)), answers));
  }

  private static Publisher<Void> leave(HttpServerRequest request) {
    request.withConnection(connection -> connection.dispose());
    return Mono.never();
  }

  private static Publisher<Void> tell(HttpServerRequest request, HttpServerResponse response) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request
        .requestHeaders()
        .forEach(h -> headers.merge(h.getKey(), h.getValue(), (a, b) -> a + "|" + b));
    return request
        .receive()
        .asByteArray()
        .map(bytes -> bytes.length)
        .reduce(0, Integer::sum)
        .flatMap(length -> {
          Map<String, Object> seen = new LinkedHashMap<>();
          seen.put("uri", request.uri());
          seen.put("body_length", length);
          seen.put("headers", headers);
          return Mono.from(json(response, ContractJson.mapper().writeValueAsString(seen)));
        });
  }

  private static Publisher<Void> json(HttpServerResponse response, String body) {
    return response.header("Content-Type", "application/json").sendString(Mono.just(body));
  }

  private static String description() {
    return "{\"openapi\":\"3.1.0\",\"paths\":{\"/chat/process\":{\"post\":{}},\"/internal/x\":{}}}";
  }

  @Override
  public void close() {
    echo.disposeNow(Duration.ofSeconds(5));
    issuer.disposeNow(Duration.ofSeconds(5));
  }
}
