package dev.batuta.orchestrator.limit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.AgentHeartbeat;
import dev.batuta.contracts.message.ResultMessage;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.orchestrator.OrchestratorApplication;
import dev.batuta.starter.launch.BatutaService;
import dev.batuta.starter.messaging.KafkaFixture;
import dev.batuta.starter.security.Role;
import dev.batuta.starter.tenant.TenantDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The limits as a caller meets them, at an orchestrator whose agent is not at work. */
@WithInfrastructure
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LimitsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SUFFIX = UUID.randomUUID().toString().substring(0, 8);
  private static final TenantId FAST = new TenantId("fast-" + SUFFIX);
  private static final TenantId MANY = new TenantId("many-" + SUFFIX);
  private static final TenantId LARGE = new TenantId("large-" + SUFFIX);

  private final HttpClient http = HttpClient.newHttpClient();
  private final RSAKey key;
  private final HttpServer issuer;
  private final KafkaFixture kafka;
  private final ConfigurableApplicationContext service;
  private final String baseUrl;

  LimitsIT(EmbeddedInfrastructure infrastructure) throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] jwks = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
    issuer.createContext(
        "/jwks",
        exchange -> {
          exchange.sendResponseHeaders(200, jwks.length);
          exchange.getResponseBody().write(jwks);
          exchange.close();
        });
    issuer.start();
    kafka = new KafkaFixture(infrastructure.kafkaBootstrap(), "analytics");
    kafka.topics().createPlatform();
    service =
        BatutaService.builder(
                OrchestratorApplication.class,
                "orchestrator-service",
                Map.of("logging.structured.format.console", ""))
            .run(
                "--server.port=0",
                "--spring.mongodb.uri=" + infrastructure.mongoUri(),
                "--spring.data.redis.host=" + infrastructure.redisHost(),
                "--spring.data.redis.port=" + infrastructure.redisPort(),
                "--batuta.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrap(),
                "--batuta.security.jwks-uri=http://127.0.0.1:"
                    + issuer.getAddress().getPort()
                    + "/jwks",
                "--batuta.security.encryption-key="
                    + Base64.getEncoder().encodeToString(new byte[32]),
                "--orchestrator.limits.free.submits-per-second=1",
                "--orchestrator.limits.free.submit-burst=3",
                "--orchestrator.limits.starter.open-tasks=5",
                "--orchestrator.backlog.degraded-after=1ms",
                "--orchestrator.backlog.check-interval=200ms");
    baseUrl =
        "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
  }

  @BeforeAll
  void tenantsAndAnAgentAreKnown() throws Exception {
    provision(FAST, TenantTier.FREE);
    provision(MANY, TenantTier.STARTER);
    provision(LARGE, TenantTier.PRO);
    AgentHeartbeat beat =
        new AgentHeartbeat(
            new AgentId("analytics_agent"),
            kafka.identity().instance(),
            "analytics",
            "test",
            List.of(new Capability("limited_work")),
            8,
            0,
            0,
            0,
            0,
            false,
            false,
            Duration.ofHours(1).toMillis(),
            Instant.now(),
            Instant.now());
    var _ =
        kafka
            .publisher()
            .publish(TopicCatalog.PLATFORM_AGENTS, beat.instanceId().value(), beat, null)
            .get(20, TimeUnit.SECONDS);
    TenantDirectory directory = service.getBean(TenantDirectory.class);
    await()
        .atMost(PATIENCE)
        .until(() -> directory.active().containsAll(List.of(FAST, MANY, LARGE)));
    String token = token(LARGE);
    await()
        .atMost(PATIENCE)
        .until(() -> get("/api/orchestrator/agents/analytics_agent", token).statusCode() == 200);
  }

  @AfterAll
  void close() {
    service.close();
    kafka.close();
    issuer.stop(0);
    http.close();
  }

  @Test
  void who_submits_too_fast_is_told_when_to_come_again() throws Exception {
    String token = token(FAST);
    HttpResponse<String> first = submit(token, "{}");
    HttpResponse<String> answer = first;
    for (int i = 0; i < 50 && answer.statusCode() == 202; i++) {
      answer = submit(token, "{}");
    }

    assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
    assertThat(header(first, "RateLimit-Policy"))
        .isEqualTo("\"submit\";q=3;w=3, \"open\";q=500;qu=\"concurrent-requests\"");
    assertThat(header(first, "RateLimit")).startsWith("\"submit\";r=2;t=1, \"open\";r=");
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(json(answer).path("type").stringValue()).isEqualTo("/problems/too-many-requests");
    assertThat(header(answer, "Retry-After")).isEqualTo("1");
    assertThat(header(answer, "RateLimit")).isEqualTo("\"submit\";r=0;t=1");
    assertThat(header(answer, "RateLimit-Policy")).startsWith("\"submit\";q=3;w=3");
  }

  @Test
  void a_queue_has_a_bound_and_other_tenants_do_not_feel_it() throws Exception {
    String token = token(MANY);
    for (int i = 0; i < 5; i++) {
      assertThat(submit(token, "{}").statusCode()).isEqualTo(202);
    }

    HttpResponse<String> refused = submit(token, "{}");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("type").stringValue()).isEqualTo("/problems/queue-full");
    assertThat(header(refused, "Retry-After")).isEqualTo("2");
    assertThat(header(refused, "RateLimit")).endsWith("\"open\";r=0;t=2");
    assertThat(submit(token(LARGE), "{}").statusCode()).isEqualTo(202);
  }

  @Test
  void a_large_payload_is_kept_aside_and_read_by_its_tenant_only() throws Exception {
    String payload = "{\"text\":\"" + "x".repeat(1_500_000) + "\"}";

    HttpResponse<String> answer = submit(token(LARGE), payload);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    JsonNode seen = json(answer).path("payload");
    assertThat(seen.path("bytes").intValue()).isEqualTo(payload.length());
    String path = "/api/v1/claims/" + seen.path("claim").stringValue();
    assertThat(get(path, token(LARGE)).body()).isEqualTo(payload);
    assertThat(get(path, token(MANY)).statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/claims/nonsense", token(LARGE)).statusCode()).isEqualTo(404);
  }

  @Test
  void a_large_result_ends_its_task_once_and_is_shown_by_its_claim() throws Exception {
    JsonNode task = json(submit(token(LARGE), "{\"text\":\"" + "y".repeat(300_000) + "\"}"));
    TaskId id = TaskId.parse(task.path("task_id").stringValue());
    JsonNode claim = task.path("payload");
    String path = "/api/v1/tasks/" + id;

    answer(id, claim);
    await()
        .atMost(PATIENCE)
        .until(
            () -> json(get(path, token(LARGE))).path("status").stringValue().equals("completed"));
    answer(id, JsonNodeFactory.instance.objectNode());
    // Another task's end shows that there was time for the repeat.
    TaskId later = TaskId.parse(json(submit(token(LARGE), "{}")).path("task_id").stringValue());
    answer(later, JsonNodeFactory.instance.objectNode());
    await()
        .atMost(PATIENCE)
        .until(() ->
            json(get("/api/v1/tasks/" + later, token(LARGE)))
                .path("status")
                .stringValue()
                .equals("completed"));

    assertThat(json(get(path, token(LARGE))).path("result")).isEqualTo(claim);
  }

  private void answer(TaskId task, JsonNode result) throws Exception {
    ResultMessage message =
        new ResultMessage(
            task,
            LARGE,
            1,
            TaskStatus.COMPLETED,
            result,
            null,
            new AgentId("analytics_agent"),
            kafka.identity().instance(),
            7,
            Instant.now());
    var _ =
        kafka
            .publisher()
            .publish(
                TopicName.of("orchestrator", TopicKind.RESULTS, LARGE), task.toString(), message)
            .get(20, TimeUnit.SECONDS);
  }

  @Test
  void a_payload_beyond_what_the_tier_allows_is_refused() throws Exception {
    HttpResponse<String> answer =
        submit(token(LARGE), "{\"text\":\"" + "x".repeat(8_400_000) + "\"}");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(json(answer).path("type").stringValue()).isEqualTo("/problems/payload-too-large");
  }

  @Test
  void work_that_waits_too_long_is_seen_but_does_not_make_the_service_unhealthy() throws Exception {
    String token = token(LARGE);
    HttpResponse<String> answer = submit(token, "{}");
    String task = "/api/v1/tasks/" + json(answer).path("task_id").stringValue();

    await()
        .atMost(PATIENCE)
        .until(() -> json(get(task, token)).path("status").stringValue().equals("queued"));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                json(get("/actuator/health", token)).path("components").path("backlog").toString(),
            backlog -> backlog.contains("DEGRADED"));

    JsonNode status = json(get("/api/orchestrator/status", token));
    assertThat(status.path("status").stringValue()).isEqualTo("degraded");
    assertThat(status.at("/backlog/0/agent_id").stringValue()).isEqualTo("analytics_agent");
    assertThat(status.at("/backlog/0/lane").stringValue()).isEqualTo("normal");
    assertThat(status.at("/backlog/0/oldest_waiting_ms").longValue()).isPositive();
    assertThat(get("/actuator/health", token).statusCode()).isEqualTo(200);
    assertThat(get("/actuator/health/readiness", token).statusCode()).isEqualTo(200);
    assertThat(get("/actuator/prometheus", token).body())
        .contains("batuta_tasks_backlog_age_seconds")
        .doesNotContain(LARGE.value());
  }

  private void provision(TenantId tenant, TenantTier tier) throws Exception {
    kafka.topics().createFor(tenant);
    TenantDescription description =
        new TenantDescription(
            tenant,
            "Techos del Este",
            "UY",
            "UYU",
            "es-UY",
            "America/Montevideo",
            TenantStatus.ACTIVE,
            Branding.PLAIN,
            tier,
            BusinessHours.USUAL,
            Instant.now());
    var _ =
        kafka
            .publisher()
            .publish(TopicCatalog.PLATFORM_TENANTS, tenant.value(), description, null)
            .get(20, TimeUnit.SECONDS);
  }

  private HttpResponse<String> submit(String token, String payload) throws Exception {
    return send(
        request("/api/v1/tasks", token)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"type\":\"noop\",\"required_capabilities\":[\"limited_work\"],\"payload\":"
                        + payload
                        + "}")));
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return send(request(path, token).GET());
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String token(TenantId tenant) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer("batuta")
                .subject("invented")
                .claim("tenant_id", tenant.value())
                .claim("roles", List.of(Role.OPERATOR))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build());
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return ContractJson.mapper().readTree(answer.body());
  }
}
