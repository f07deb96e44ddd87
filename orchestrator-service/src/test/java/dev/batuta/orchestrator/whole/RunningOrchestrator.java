package dev.batuta.orchestrator.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.orchestrator.OrchestratorApplication;
import dev.batuta.sample.SampleAgent;
import dev.batuta.starter.launch.BatutaService;
import dev.batuta.starter.messaging.KafkaFixture;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** An orchestrator and an agent with a maker of tokens that they trust. */
final class RunningOrchestrator implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(40);
  static final String KEY = "btk_of_a_test";

  private final HttpClient http = HttpClient.newHttpClient();
  private final RSAKey key;
  private final HttpServer issuer;
  private final KafkaFixture kafka;
  private final EmbeddedInfrastructure infrastructure;
  private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();
  private final TenantId tenant =
      new TenantId("test-" + UUID.randomUUID().toString().substring(0, 18));
  private final SampleAgent agent;
  private final String base;

  /** An answer with its body. */
  record Answer(int status, JsonNode json) {}

  RunningOrchestrator(EmbeddedInfrastructure infrastructure, String... settings)
      throws IOException, JOSEException {
    this.infrastructure = infrastructure;
    key = new RSAKeyGenerator(2048).keyID("test").generate();
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    issuer.createContext(
        "/oauth2/jwks",
        exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
    issuer.createContext("/internal/token-exchange", this::exchange);
    issuer.start();
    kafka = new KafkaFixture(infrastructure.kafkaBootstrap(), "test");
    kafka.topics().createPlatform();
    makeTenant(tenant);
    base = startOrchestrator(settings);
    ConfigurableApplicationContext running =
        start(
            SampleAgent.class,
            "analytics-service",
            "--batuta.agent.id=analytics_agent",
            "--batuta.kafka.capacity=8");
    agent = running.getBean(SampleAgent.class);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> submit(tenant, "count", "{}").status() == 202 && !agent.begun.isEmpty());
    agent.begun.clear();
  }

  /** Another instance beside the first; its address. */
  String startOrchestrator(String... settings) {
    ConfigurableApplicationContext context =
        start(OrchestratorApplication.class, "orchestrator-service", settings);
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  private ConfigurableApplicationContext start(
      Class<?> application, String name, String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("--server.port", "0");
    all.put(
        "--batuta.services.agent-management", "http://127.0.0.1:" + issuer.getAddress().getPort());
    all.put("--spring.mongodb.uri", infrastructure.mongoUri());
    all.put("--spring.data.redis.host", infrastructure.redisHost());
    all.put("--spring.data.redis.port", Integer.toString(infrastructure.redisPort()));
    all.put("--batuta.kafka.bootstrap-servers", infrastructure.kafkaBootstrap());
    all.put("--batuta.security.service-secret", "a service secret of the test");
    all.put("--batuta.security.encryption-key", Base64.getEncoder().encodeToString(new byte[32]));
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      all.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    ConfigurableApplicationContext context =
        BatutaService.builder(application, name, Map.of())
            .run(
                all.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .toArray(String[]::new));
    contexts.add(context);
    return context;
  }

  void makeTenant(TenantId id) {
    kafka.topics().createFor(id);
    kafka
        .publisher()
        .publish(
            TopicCatalog.PLATFORM_TENANTS,
            id.value(),
            new TenantDescription(
                id,
                "Techos del Este",
                "UY",
                "UYU",
                "es-UY",
                "America/Montevideo",
                TenantStatus.ACTIVE,
                Branding.PLAIN,
                TenantTier.PRO,
                BusinessHours.USUAL,
                Instant.now()),
            null)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  /** Open WebSockets at the first instance. */
  double watchers() {
    return contexts
        .getFirst()
        .getBean(MeterRegistry.class)
        .get("batuta.watchers")
        .tag("kind", "websocket")
        .gauge()
        .value();
  }

  TenantId tenant() {
    return tenant;
  }

  SampleAgent agent() {
    return agent;
  }

  String base() {
    return base;
  }

  Answer submit(TenantId of, String capability, String more) {
    String members = more.equals("{}") ? "" : "," + more;
    return call(
        base,
        of,
        "operator",
        "POST",
        "/api/v1/tasks",
        "{\"type\":\"invented\",\"required_capabilities\":[\"%s\"]%s}"
            .formatted(capability, members));
  }

  /** Submits a task that must be taken. */
  TaskId task(String capability, String more) {
    Answer answer = submit(tenant, capability, more);
    if (answer.status() != 202) {
      throw new IllegalStateException(answer.status() + " " + answer.json());
    }
    return TaskId.parse(answer.json().get("task_id").stringValue());
  }

  Answer command(TaskId task, String command) {
    return call(
        base,
        tenant,
        "operator",
        "POST",
        "/api/v1/tasks/" + task + "/" + command,
        "{\"reason\":\"invented\"}");
  }

  Answer halt(String method) {
    return call(
        base,
        tenant,
        "tenant_admin",
        method,
        "/api/v1/halt",
        method.equals("POST") ? "{\"reason\":\"invented\"}" : null);
  }

  JsonNode show(TaskId task) {
    return call(base, tenant, "viewer", "GET", "/api/v1/tasks/" + task, null).json();
  }

  String status(TaskId task) {
    return show(task).get("status").stringValue();
  }

  void awaitStatus(TaskId task, String status) {
    Awaitility.await().atMost(PATIENCE).until(() -> status(task).equals(status));
  }

  Answer call(
      String at, TenantId of, String role, String method, String path, @Nullable String body) {
    try {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(at + path))
                  .timeout(PATIENCE)
                  .header("Authorization", "Bearer " + token(of, role, 300))
                  .header("Content-Type", "application/json")
                  .method(
                      method,
                      body == null
                          ? HttpRequest.BodyPublishers.noBody()
                          : HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), ContractJson.mapper().readTree(response.body()));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** A token; of service {@code quote} when the role is that of services. */
  String token(TenantId of, String role, int seconds) {
    try {
      Instant now = Instant.now();
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              new JWTClaimsSet.Builder()
                  .issuer("batuta")
                  .subject(role.equals("service") ? "quote" : "somebody")
                  .claim("tenant_id", of.value())
                  .claim("roles", List.of(role))
                  .issueTime(Date.from(now))
                  .expirationTime(Date.from(now.plusSeconds(seconds)))
                  .build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void exchange(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (body.contains(KEY)) {
      answer(
          exchange,
          200,
          "{\"access_token\":\"%s\",\"expires_in\":300}".formatted(token(tenant, "viewer", 300)));
    } else {
      answer(exchange, 401, "{}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    agent.gate.release(1_000);
    contexts.reversed().forEach(ConfigurableApplicationContext::close);
    kafka.close();
    issuer.stop(0);
  }
}
