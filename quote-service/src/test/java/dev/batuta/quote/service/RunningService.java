package dev.batuta.quote.service;

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
import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.host.Ports;
import dev.batuta.quote.QuoteApplication;
import dev.batuta.starter.launch.BatutaService;
import dev.batuta.starter.tenant.TenantDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The quote service with a maker of tokens that it trusts. */
final class RunningService implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final RSAKey key;
  private final HttpServer keys;
  private final Admin kafka;
  private final String base;
  private final ConfigurableApplicationContext context;

  /** An answer with its body. */
  record Answer(int status, HttpResponse<byte[]> response) {
    JsonNode json() {
      return ContractJson.mapper().readTree(response.body());
    }
  }

  RunningService(EmbeddedInfrastructure infrastructure) throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("test").generate();
    byte[] set = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    keys.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, set.length);
          try (var out = exchange.getResponseBody()) {
            out.write(set);
          }
        });
    keys.start();
    kafka =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, infrastructure.kafkaBootstrap()));
    int port = new Ports(new Random()).free();
    base = "http://127.0.0.1:" + port;
    context =
        BatutaService.builder(QuoteApplication.class, "quote-service", Map.of())
            .run(
                "--server.port=" + port,
                "--batuta.services.agent-management=http://127.0.0.1:"
                    + keys.getAddress().getPort(),
                "--spring.mongodb.uri=" + infrastructure.mongoUri(),
                "--batuta.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrap(),
                "--batuta.security.service-secret=a service secret of the test",
                "--batuta.security.encryption-key="
                    + Base64.getEncoder().encodeToString(new byte[32]));
  }

  /**
   * Makes a tenant known; nothing about it is real. It is not active, so that no consumer starts to
   * read tasks for each test; its events have their topic.
   */
  void tenant(TenantId tenant, String country, String locale, String zone) throws Exception {
    String events = TopicName.of("quote", TopicKind.EVENTS, tenant).toString();
    kafka.createTopics(List.of(new NewTopic(events, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
    bean(TenantDirectory.class)
        .apply(
            new TenantDescription(
                tenant,
                "Acme",
                country,
                "USD",
                locale,
                zone,
                TenantStatus.PROVISIONING,
                Branding.PLAIN,
                TenantTier.PRO,
                BusinessHours.USUAL,
                Instant.now()));
  }

  /** Calls the service as somebody with a role. */
  Answer call(TenantId tenant, String role, String method, String path, @Nullable String body)
      throws IOException, InterruptedException, JOSEException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token(tenant, role))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response);
  }

  /** Gives the agent a task, as the runtime does. */
  TaskOutcome task(TenantId tenant, String capability, UUID id, String payload) {
    TaskHandler handler =
        context.getBeansOfType(TaskHandler.class).values().stream()
            .filter(each -> each.capability().value().equals(capability))
            .findFirst()
            .orElseThrow();
    return handler.handle(
        new AgentTask(
            new TaskId(id),
            tenant,
            capability,
            1,
            Instant.MAX,
            ContractJson.mapper().readTree(payload),
            (_, _) -> {}));
  }

  /** The result of a task that must end well. */
  JsonNode result(TenantId tenant, String capability, UUID id, String payload) {
    return switch (task(tenant, capability, id, payload)) {
      case TaskOutcome.Completed(var result) -> result;
      case TaskOutcome.Failed(var error) -> throw new AssertionError("failed: " + error);
    };
  }

  /** A quote for one item, given as the fields of its JSON. */
  JsonNode create(TenantId tenant, String item) {
    return result(
        tenant,
        "create_quote",
        UUID.randomUUID(),
        "{\"session_id\":\"sess_1\",\"language\":\"es-UY\",\"request\":{\"items\":[{"
            + item
            + "}]}}");
  }

  /** The prices of items, given as JSON. */
  JsonNode prices(TenantId tenant, String items) {
    return result(
        tenant,
        "price_products",
        UUID.randomUUID(),
        "{\"language\":\"es\",\"request\":{\"items\":[" + items + "]}}");
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The catalogue of a demo tenant as the body that another tenant sends. */
  static String demoCatalogue(String demo, TenantId tenant) throws Exception {
    try (InputStream in =
        RunningService.class.getResourceAsStream("/catalogue/" + demo + ".json")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .replace("\"tenant_id\": \"" + demo + "\"", "\"tenant_id\": \"" + tenant + "\"");
    }
  }

  /** A second tenant of the same test. */
  static TenantId beside(TenantId tenant) {
    return new TenantId(tenant + "-b");
  }

  private String token(TenantId tenant, String role) throws JOSEException {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer("batuta")
                .subject("somebody")
                .claim("tenant_id", tenant.value())
                .claim("roles", List.of(role))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  @Override
  public void close() {
    context.close();
    kafka.close(Duration.ofSeconds(5));
    keys.stop(0);
  }
}
