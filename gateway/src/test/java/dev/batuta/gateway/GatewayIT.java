package dev.batuta.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.ContractJson;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GatewayIT {
  private static final String KEY = "btk_good";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final StubServices stubs = new StubServices();
  private @Nullable ConfigurableApplicationContext gateway;
  private String base = "";

  @BeforeAll
  void start() throws IOException {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    gateway =
        GatewayApplication.builder(Map.of())
            .run(
                "--server.port=0",
                "--batuta.services.orchestrator=" + stubs.echoUrl(),
                "--batuta.services.conversation=http://127.0.0.1:" + nobody + "," + stubs.echoUrl(),
                "--batuta.services.agent-management=" + stubs.issuerUrl(),
                "--batuta.services.quote=http://127.0.0.1:" + nobody,
                "--batuta.gateway.response-timeout=1s",
                "--batuta.gateway.next-read=2s",
                "--batuta.gateway.whole-request=3s",
                "--batuta.gateway.rate-limit.per-second=1",
                "--batuta.gateway.rate-limit.burst=60");
    base = "http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port");
  }

  @AfterAll
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    stubs.close();
  }

  @Test
  void a_key_is_exchanged_once_for_many_requests_and_becomes_a_token() throws Exception {
    int before = stubs.exchanges.get();

    List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(
          http.sendAsync(
              request("/api/v1/tasks").header("X-API-Key", KEY + "-many").build(),
              BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> one : all) {
      JsonNode headers = json(one.get()).get("headers");
      assertThat(headers.get("Authorization").stringValue()).isEqualTo(StubServices.TOKEN);
      assertThat(headers.has("X-API-Key")).isFalse();
    }

    assertThat(stubs.exchanges.get() - before).isEqualTo(1);
  }

  @Test
  void what_one_instance_cannot_take_goes_to_the_next() throws Exception {
    for (int i = 0; i < 4; i++) {
      HttpResponse<String> answer =
          send(
              request("/api/v1/channels")
                  .header("X-API-Key", KEY)
                  .POST(BodyPublishers.ofString("{\"n\":" + i + "}")));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(json(answer).get("uri").stringValue()).isEqualTo("/api/v1/channels");
      assertThat(json(answer).get("body_length").intValue()).isEqualTo(7);
    }
  }

  @Test
  void headers_that_claim_an_identity_do_not_reach_a_service() throws Exception {
    JsonNode headers =
        json(send(
                request("/api/v1/tasks")
                    .header("X-API-Key", KEY)
                    .header("Authorization", "Bearer of-somebody-else")
                    .header("X-Tenant-Id", "globex")
                    .header("x-tenant-id", "initech")
                    .header("X-Roles", "platform_admin")
                    .header("X-Forwarded-For", "10.0.0.1")
                    .header("X-Forwarded-Host", "evil.example")
                    .header("Forwarded", "host=evil.example")
                    .header("Last-Event-ID", "7")))
            .get("headers");

    assertThat(headers.get("Authorization").stringValue()).isEqualTo(StubServices.TOKEN);
    assertThat(headers.get("Last-Event-ID").stringValue()).isEqualTo("7");
    for (String claim :
        List.of("X-Tenant-Id", "X-Roles", "X-Forwarded-For", "X-Forwarded-Host", "Forwarded")) {
      assertThat(headers.has(claim)).as(claim).isFalse();
    }
  }

  @Test
  void a_callers_own_token_passes_to_the_service() throws Exception {
    HttpResponse<String> answer =
        send(request("/api/v1/tasks?limit=2").header("Authorization", "Bearer mine"));

    assertThat(json(answer).at("/headers/Authorization").stringValue()).isEqualTo("Bearer mine");
    assertThat(json(answer).get("uri").stringValue()).isEqualTo("/api/v1/tasks?limit=2");
  }

  @Test
  void missing_double_and_wrong_credentials_are_refused() throws Exception {
    expectProblem(send(request("/api/v1/tasks")), 401, "unauthenticated");
    expectProblem(
        send(
            request("/api/v1/tasks")
                .header("Authorization", "Bearer a")
                .header("Authorization", "Bearer b")),
        401,
        "unauthenticated");
    expectProblem(
        send(request("/api/v1/tasks").header("X-API-Key", KEY).header("X-API-Key", "other")),
        401,
        "unauthenticated");
    expectProblem(
        send(request("/api/v1/tasks").header("Authorization", "Basic YTpi")),
        401,
        "unauthenticated");
    expectProblem(
        send(request("/api/v1/tasks").header("X-API-Key", "btk_revoked")), 401, "unauthenticated");
    expectProblem(
        send(request("/api/v1/tasks").header("X-API-Key", "btk_suspended")),
        403,
        "tenant-suspended");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/tasks/../../internal/service-tokens",
        "/api/v1/tasks/%2e%2e/%2e%2e/%2e%2e/internal/service-tokens",
        "/api/v1/tasks/..%2f..%2f..%2finternal/service-tokens",
        "/api/v1/tasks/%252e%252e/x",
        "/api/v1/tasks;/x",
        "/api//v1/tasks",
        "//internal/service-tokens"
      })
  void a_path_with_a_second_meaning_is_refused(String path) throws Exception {
    expectProblem(send(withKey(path)), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/token-exchange",
        "/internal/service-tokens",
        "/oauth2/jwks",
        "/v3/api-docs",
        "/actuator/env",
        "/actuator",
        "/webhooks/unknown",
        "/nowhere",
        "/problems/nonsense"
      })
  void what_is_not_routed_does_not_exist(String path) throws Exception {
    expectProblem(send(withKey(path)), 404, "not-found");
  }

  @Test
  void a_webhook_needs_no_key_and_brings_no_token() throws Exception {
    JsonNode seen =
        json(
            send(
                request("/webhooks/whatsapp")
                    .header("Authorization", "Bearer x")
                    .header("X-Hub-Signature-256", "sha256=00")
                    .POST(BodyPublishers.ofByteArray(new byte[2_000_000]))));

    assertThat(seen.get("body_length").intValue()).isEqualTo(2_000_000);
    assertThat(seen.at("/headers/X-Hub-Signature-256").stringValue()).isEqualTo("sha256=00");
    assertThat(seen.get("headers").has("Authorization")).isFalse();
  }

  @Test
  void a_body_over_the_limit_is_refused_whether_it_tells_its_length_or_not() throws Exception {
    byte[] large = new byte[1_200_000];

    expectProblem(
        send(withKey("/chat/process").POST(BodyPublishers.ofByteArray(large))),
        413,
        "payload-too-large");
    expectProblem(
        send(
            withKey("/chat/process")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))),
        413,
        "payload-too-large");
    JsonNode fits =
        json(
            send(
                withKey("/chat/process")
                    .POST(
                        BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(new byte[900_000])))));
    assertThat(fits.get("body_length").intValue()).isEqualTo(900_000);
  }

  @Test
  void a_submitted_task_may_be_larger() throws Exception {
    JsonNode fits =
        json(send(withKey("/api/v1/tasks").POST(BodyPublishers.ofByteArray(new byte[8_500_000]))));

    assertThat(fits.get("body_length").intValue()).isEqualTo(8_500_000);
    expectProblem(
        send(withKey("/api/v1/tasks").POST(BodyPublishers.ofByteArray(new byte[9_500_000]))),
        413,
        "payload-too-large");
  }

  @Test
  void who_does_not_wait_as_the_orchestrator_said_is_refused_here() throws Exception {
    HttpRequest.Builder full =
        request("/api/v1/tasks")
            .header("X-API-Key", StubServices.OTHER_KEY)
            .header("X-Full", "true")
            .POST(BodyPublishers.ofString("{}"));

    HttpResponse<String> first = send(full);
    HttpResponse<String> second = send(full);
    HttpResponse<String> third = send(full);

    assertThat(List.of(first.statusCode(), second.statusCode(), third.statusCode()))
        .containsOnly(429);
    assertThat(stubs.refused.get()).isEqualTo(1);
    expectProblem(third, 429, "too-many-requests");
    assertThat(third.headers().firstValue("RateLimit")).hasValue("\"open\";r=0;t=2");
    assertThat(third.headers().firstValue("RateLimit-Policy")).hasValue("\"open\";q=5");
    assertThat(third.headers().firstValue("Retry-After")).isPresent();
    assertThat(send(withKey("/api/v1/tasks").POST(BodyPublishers.ofString("{}"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void who_comes_again_after_the_wait_loses_nothing_though_all_comes_at_once() throws Exception {
    HttpRequest.Builder hasty =
        request("/api/v1/tasks")
            .header("X-API-Key", StubServices.HASTY_KEY)
            .header("X-Fast", "true")
            .POST(BodyPublishers.ofString("{}"));
    assertThat(send(hasty).statusCode()).isEqualTo(429);
    await().atMost(Duration.ofSeconds(30)).until(() -> send(hasty).statusCode() == 200);

    List<CompletableFuture<HttpResponse<String>>> burst = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      burst.add(http.sendAsync(hasty.build(), HttpResponse.BodyHandlers.ofString()));
    }

    for (CompletableFuture<HttpResponse<String>> each : burst) {
      assertThat(each.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_service_that_is_down_is_unavailable_and_soon_left_alone() throws Exception {
    for (int i = 0; i < 25; i++) {
      HttpResponse<String> answer =
          send(request("/api/v1/quotes").header("X-API-Key", KEY + "-quotes"));
      expectProblem(answer, 503, "unavailable");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    assertThat(circuit("quote").getState()).isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(circuit("orchestrator").getState()).isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void a_slow_service_times_out_and_one_that_leaves_is_unavailable() throws Exception {
    expectProblem(send(withKey("/api/v1/tasks/slow")), 504, "timed-out");
    expectProblem(send(withKey("/api/v1/tasks/leaves")), 503, "unavailable");
  }

  @Test
  void events_pass_one_by_one() throws Exception {
    HttpResponse<InputStream> answer =
        http.send(
            withKey("/api/v1/tasks/1/stream").header("Last-Event-ID", "41").build(),
            BodyHandlers.ofInputStream());

    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("data: after 41");
      assertThat(lines.readLine()).isEmpty();
      // Each is sent only after the one before was read here, so none can have been held back.
      for (int i = 0; i < 3; i++) {
        stubs.events.tryEmitNext("data: " + i + "\n\n").orThrow();
        assertThat(lines.readLine()).isEqualTo("data: " + i);
        assertThat(lines.readLine()).isEmpty();
      }
      stubs.events.tryEmitComplete().orThrow();
      assertThat(lines.readLine()).isNull();
    }
  }

  @Test
  void a_web_socket_passes_both_ways_with_the_credentials_of_its_handshake_or_none()
      throws Exception {
    try (SocketClient byKey =
            SocketClient.connect(base, Map.of("X-API-Key", KEY, "X-Tenant-Id", "globex"));
        SocketClient open = SocketClient.connect(base, Map.of("X-Tenant-Id", "globex"))) {
      assertThat(byKey.next()).isEqualTo(StubServices.TOKEN + " none");
      assertThat(open.next()).isEqualTo("none none");

      open.send("x".repeat(300));
      assertThat(open.next()).isEqualTo("heard 300");
      open.send("ping");
      assertThat(open.next()).isEqualTo("ping");
      open.send("end");
      assertThat(open.next()).isEqualTo("closed 4429 too many");
      byKey.send("still there");
      assertThat(byKey.next()).isEqualTo("heard 11");
    }
  }

  @Test
  void a_silent_web_socket_outlives_the_time_limits_of_a_request() throws Exception {
    try (SocketClient byToken = SocketClient.connect(base, Map.of("Authorization", "Bearer mine"));
        SocketClient open = SocketClient.connect(base, Map.of())) {
      assertThat(byToken.next()).isEqualTo("Bearer mine none");
      assertThat(open.next()).isEqualTo("none none");

      assertThat(byToken.within(Duration.ofSeconds(5))).isNull();

      open.send("still there");
      assertThat(open.next()).isEqualTo("heard 11");
      byToken.send("still there");
      assertThat(byToken.next()).isEqualTo("heard 11");
    }
  }

  @Test
  void a_web_socket_with_a_wrong_key_is_refused_at_the_handshake() {
    assertThatThrownBy(() -> SocketClient.connect(base, Map.of("X-API-Key", "btk_revoked")))
        .hasStackTraceContaining(WebSocketHandshakeException.class.getName());
  }

  @Test
  void more_than_the_allowed_rate_is_refused_for_that_key_only() throws Exception {
    HttpResponse<String> last = null;
    for (int i = 0; i < 100 && (last == null || last.statusCode() == 200); i++) {
      last = send(request("/api/v1/tasks").header("X-API-Key", KEY + "-flood"));
    }

    assertThat(last).isNotNull();
    expectProblem(last, 429, "too-many-requests");
    assertThat(last.headers().firstValue("Retry-After")).contains("1");
    assertThat(send(request("/api/v1/tasks").header("X-API-Key", KEY + "-calm")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_trace_goes_through_the_gateway_and_stands_in_its_problems() throws Exception {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String traceparent = "00-" + trace + "-b7ad6b7169203331-01";

    JsonNode seen = json(send(withKey("/api/v1/tasks").header("traceparent", traceparent)));
    JsonNode problem = json(send(request("/api/v1/tasks").header("traceparent", traceparent)));
    JsonNode begun = json(send(withKey("/api/v1/tasks")));

    assertThat(seen.at("/headers/traceparent").stringValue())
        .contains(trace)
        .isNotEqualTo(traceparent);
    assertThat(problem.get("traceId").stringValue()).isEqualTo(trace);
    assertThat(begun.at("/headers/traceparent").stringValue())
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }

  @Test
  void the_description_of_the_api_leaves_out_what_is_not_reachable() throws Exception {
    HttpResponse<String> answer = send(request("/openapi.json"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("paths").propertyNames()).containsExactly("/chat/process");
  }

  @Test
  void its_own_pages_need_no_key_and_carry_safe_headers() throws Exception {
    for (String path :
        List.of(
            "/",
            "/problems",
            "/problems/not-found",
            "/actuator/health",
            "/actuator/health/readiness",
            "/actuator/prometheus")) {
      HttpResponse<String> answer = send(request(path));

      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
    assertThat(send(request("/problems/not-found")).body()).contains("There is no such resource");
  }

  private void expectProblem(HttpResponse<String> answer, int status, String code) {
    JsonNode problem = json(answer);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(problem.get("type").stringValue()).isEqualTo("/problems/" + code);
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("title").stringValue()).isNotBlank();
    assertThat(problem.get("detail").stringValue()).isNotBlank();
    assertThat(problem.get("instance").stringValue()).isEqualTo(answer.uri().getRawPath());
    assertThat(problem.get("traceId").stringValue()).matches("[0-9a-f]{32}");
  }

  private CircuitBreaker circuit(String service) {
    ConfigurableApplicationContext running = gateway;
    if (running == null) {
      throw new IllegalStateException("the gateway was expected to run");
    }
    return running.getBean(CircuitBreakerRegistry.class).circuitBreaker(service);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
  }

  private HttpRequest.Builder withKey(String path) {
    return request(path).header("X-API-Key", KEY);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return ContractJson.mapper().readTree(answer.body());
  }
}
