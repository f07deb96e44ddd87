package dev.batuta.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.host.Ports;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.launch.BatutaService;
import dev.batuta.starter.tenant.TenantDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.JsonNode;

@WithInfrastructure
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgentManagementIT {
  private static final String PLATFORM_KEY = "btk_00000000_" + "f".repeat(48);
  private static final String SECRET = "a service secret of the test";

  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable ConfigurableApplicationContext service;
  private String base = "";
  private String admin = "";

  /** An answer with its body as a tree. */
  private record Answer(int status, JsonNode body) {}

  @BeforeAll
  void start(EmbeddedInfrastructure infrastructure) throws Exception {
    int port = new Ports(new Random()).free();
    base = "http://127.0.0.1:" + port;
    service =
        BatutaService.builder(
                AgentManagementApplication.class, AgentManagementApplication.NAME, Map.of())
            .run(
                "--server.port=" + port,
                "--batuta.services.agent-management=" + base,
                "--spring.mongodb.uri=" + infrastructure.mongoUri(),
                "--batuta.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrap(),
                "--batuta.security.service-secret=" + SECRET,
                "--batuta.security.platform-key=" + PLATFORM_KEY,
                "--batuta.security.encryption-key="
                    + Base64.getEncoder().encodeToString(new byte[32]));
    admin = exchange(PLATFORM_KEY).body().get("access_token").stringValue();
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void a_new_tenant_is_served_and_known_to_the_services(TenantId tenant) throws Exception {
    Answer created = create(tenant);

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().get("status").stringValue()).isEqualTo("active");
    TenantDirectory directory = bean(TenantDirectory.class);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(directory.find(tenant).map(TenantDescription::status))
                .contains(TenantStatus.ACTIVE));
    assertThat(
            call("GET", "/api/v1/tenants/" + tenant, admin, null).body().get("name").stringValue())
        .isEqualTo("Acme");
    assertThat(call("GET", "/api/v1/tenants", admin, null).body().get("items").toString())
        .contains(tenant.value());
  }

  @Test
  void an_id_that_looks_like_an_object_id_stays_what_it_is() throws Exception {
    TenantId tenant = new TenantId("0123456789abcdef01234567");

    var _ = create(tenant);

    assertThat(call("GET", "/api/v1/tenants/" + tenant, admin, null).status()).isEqualTo(200);
    setStatus(tenant, TenantStatus.SUSPENDED);
  }

  @Test
  void a_second_tenant_of_the_same_id_is_refused(TenantId tenant) throws Exception {
    var _ = create(tenant);

    Answer second = create(tenant);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body().get("type").stringValue()).isEqualTo("/problems/already-exists");
  }

  @Test
  void what_is_wrong_with_a_tenant_is_named_by_field() throws Exception {
    Answer answer =
        call("POST", "/api/v1/tenants", admin, "{\"tenant_id\":\"abc\",\"country\":\"Uruguay\"}");
    Answer malformed = call("POST", "/api/v1/tenants", admin, "{\"tenant_id\":\"A.B\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("errors").toString()).contains("#/country", "#/name");
    assertThat(malformed.status()).isEqualTo(400);
    assertThat(malformed.body().get("errors").toString()).contains("#/tenant_id");
  }

  @Test
  void a_set_up_that_was_cut_short_is_ended_by_itself(TenantId tenant) throws Exception {
    var _ = create(tenant);
    setStatus(tenant, TenantStatus.PROVISIONING);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(
                    call("GET", "/api/v1/tenants/" + tenant, admin, null)
                        .body()
                        .get("status")
                        .stringValue())
                .isEqualTo("active"));
  }

  @Test
  void a_key_acts_for_its_tenant_until_it_is_revoked(TenantId tenant) throws Exception {
    var _ = create(tenant);
    Answer made = call("POST", "/api/v1/tenants/" + tenant + "/api-keys", admin, "{}");
    String key = made.body().get("api_key").stringValue();
    Answer exchanged = exchange(key);
    String token = exchanged.body().get("access_token").stringValue();

    assertThat(made.status()).isEqualTo(201);
    assertThat(exchanged.body().get("tenant_id").stringValue()).isEqualTo(tenant.value());
    assertThat(exchanged.body().get("expires_in").intValue()).isEqualTo(300);
    assertThat(call("GET", "/api/v1/tenant", token, null).body().get("tenant_id").stringValue())
        .isEqualTo(tenant.value());
    assertThat(call("GET", "/api/v1/tenants", token, null).status()).isEqualTo(403);
    String listed = call("GET", "/api/v1/api-keys", token, null).body().toString();
    assertThat(listed).contains(made.body().get("prefix").stringValue()).doesNotContain(key);

    assertThat(
            call(
                    "DELETE",
                    "/api/v1/api-keys/" + made.body().get("prefix").stringValue(),
                    token,
                    null)
                .status())
        .isEqualTo(204);
    assertThat(exchange(key).status()).isEqualTo(401);
  }

  @Test
  void a_tenants_administrator_makes_keys_with_fewer_roles_and_none_of_another_tenant(
      TenantId tenant) throws Exception {
    TenantId other = new TenantId("other-" + tenant.value().substring(5));
    String token = tokenOf(tenant);
    String othersToken = tokenOf(other);

    Answer viewer =
        call("POST", "/api/v1/api-keys", token, "{\"label\":\"report\",\"roles\":[\"viewer\"]}");
    String viewerToken =
        exchange(viewer.body().get("api_key").stringValue())
            .body()
            .get("access_token")
            .stringValue();

    assertThat(viewer.body().get("roles").toString()).isEqualTo("[\"viewer\"]");
    assertThat(call("POST", "/api/v1/api-keys", viewerToken, "{}").status()).isEqualTo(403);
    assertThat(call("POST", "/api/v1/api-keys", token, "{\"roles\":[\"platform_admin\"]}").status())
        .isEqualTo(400);
    assertThat(
            call(
                    "DELETE",
                    "/api/v1/api-keys/" + viewer.body().get("prefix").stringValue(),
                    othersToken,
                    null)
                .status())
        .isEqualTo(404);
  }

  @Test
  void the_administrators_token_names_no_tenant() throws Exception {
    JsonNode claims =
        ContractJson.mapper().readTree(Base64.getUrlDecoder().decode(admin.split("\\.", -1)[1]));

    assertThat(claims.get("iss").stringValue()).isEqualTo("batuta");
    assertThat(claims.get("roles").toString()).isEqualTo("[\"platform_admin\"]");
    assertThat(claims.has("tenant_id")).isFalse();
    assertThat(claims.has("jti")).isTrue();
    assertThat(call("GET", "/api/v1/tenant", admin, null).status()).isEqualTo(403);
  }

  @Test
  void unknown_malformed_and_missing_keys_are_refused_alike() throws Exception {
    assertThat(exchange("btk_00000000_" + "0".repeat(48)).status()).isEqualTo(401);
    assertThat(exchange("nonsense").status()).isEqualTo(401);
    assertThat(call("POST", "/internal/token-exchange", null, "{}").status()).isEqualTo(401);
  }

  @Test
  void a_suspended_tenant_gets_no_token(TenantId tenant) throws Exception {
    var _ = create(tenant);
    String key =
        call("POST", "/api/v1/tenants/" + tenant + "/api-keys", admin, null)
            .body()
            .get("api_key")
            .stringValue();
    setStatus(tenant, TenantStatus.SUSPENDED);

    Answer refused = exchange(key);
    Answer service = serviceToken(SECRET, tenant);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().get("type").stringValue()).isEqualTo("/problems/tenant-suspended");
    assertThat(service.status()).isEqualTo(403);
  }

  @Test
  void a_service_acts_for_a_tenant_by_the_service_secret(TenantId tenant) throws Exception {
    var _ = create(tenant);

    Answer token = serviceToken(SECRET, tenant);

    assertThat(token.status()).isEqualTo(200);
    assertThat(
            call("GET", "/api/v1/tenant", token.body().get("access_token").stringValue(), null)
                .status())
        .isEqualTo(200);
    assertThat(serviceToken("a wrong one", tenant).status()).isEqualTo(401);
    assertThat(serviceToken(SECRET, new TenantId("nobody-here")).status()).isEqualTo(404);
  }

  @Test
  void the_published_keys_hold_no_private_part() throws Exception {
    JsonNode key = call("GET", "/oauth2/jwks", null, null).body().get("keys").get(0);

    assertThat(key.get("kty").stringValue()).isEqualTo("RSA");
    assertThat(key.has("n")).isTrue();
    assertThat(key.has("d")).isFalse();
    assertThat(key.has("p")).isFalse();
  }

  private String tokenOf(TenantId tenant) throws Exception {
    var _ = create(tenant);
    Answer made = call("POST", "/api/v1/tenants/" + tenant + "/api-keys", admin, null);
    return exchange(made.body().get("api_key").stringValue())
        .body()
        .get("access_token")
        .stringValue();
  }

  private Answer create(TenantId tenant) throws Exception {
    return call(
        "POST",
        "/api/v1/tenants",
        admin,
        """
        {"tenant_id":"%s","name":"Acme","country":"UY","currency":"UYU","locale":"es-UY",
         "time_zone":"America/Montevideo"}
        """
            .formatted(tenant));
  }

  private Answer exchange(String key) throws Exception {
    return call("POST", "/internal/token-exchange", null, "{\"api_key\":\"" + key + "\"}");
  }

  private Answer serviceToken(String secret, TenantId tenant) throws Exception {
    return call(
        "POST",
        "/internal/service-tokens",
        secret,
        "{\"service\":\"quote\",\"tenant_id\":\"" + tenant + "\"}");
  }

  private Answer call(String method, String path, @Nullable String bearer, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(40))
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (bearer != null) {
      request.header("Authorization", "Bearer " + bearer);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), ContractJson.mapper().readTree(response.body()));
  }

  private void setStatus(TenantId tenant, TenantStatus status) {
    long changed =
        bean(MongoTemplate.class)
            .getCollection("tenants")
            .updateOne(
                new Document("_id", tenant.value()),
                new Document("$set", new Document("status", status.name())))
            .getModifiedCount();
    assertThat(changed).isEqualTo(1);
  }

  private <T> T bean(Class<T> type) {
    ConfigurableApplicationContext running = service;
    if (running == null) {
      throw new IllegalStateException("the service was expected to run");
    }
    return running.getBean(type);
  }
}
