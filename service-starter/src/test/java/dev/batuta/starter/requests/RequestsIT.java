package dev.batuta.starter.requests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.batuta.contracts.ContractJson;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.launch.BatutaService;
import dev.batuta.starter.security.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

@WithInfrastructure
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RequestsIT {
  private final HttpClient http = HttpClient.newHttpClient();
  private final RSAKey key;
  private final RSAKey foreignKey;
  private final HttpServer issuer;
  private final ConfigurableApplicationContext service;
  private final String baseUrl;

  RequestsIT(EmbeddedInfrastructure infrastructure) throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("k1").generate();
    foreignKey = new RSAKeyGenerator(2048).keyID("k1").generate();
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
    service =
        BatutaService.builder(
                ProbeApplication.class,
                "probe-service",
                Map.of(
                    "server.port",
                    0,
                    "logging.structured.format.console",
                    "",
                    "spring.mongodb.uri",
                    infrastructure.mongoUri(),
                    "batuta.kafka.bootstrap-servers",
                    infrastructure.kafkaBootstrap()))
            .run(
                "--server.port=0",
                "--spring.mongodb.uri=" + infrastructure.mongoUri(),
                "--batuta.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrap(),
                "--batuta.security.jwks-uri=http://127.0.0.1:"
                    + issuer.getAddress().getPort()
                    + "/jwks");
    baseUrl =
        "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
  }

  @BeforeAll
  void itIsUp() {
    assertThat(service.isRunning()).isTrue();
  }

  @AfterAll
  void close() {
    service.close();
    issuer.stop(0);
    http.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"amount\": \"much\"} | #/amount | amount has the wrong type",
        "{\"part\": {\"pieces\": \"many\"}} | #/part/pieces | part/pieces has the wrong type",
        "{\"part\": {\"sizes\": [1, \"x\"]}} | #/part/sizes/1 | part/sizes/1 has the wrong type",
        "{\"part\": 7} | #/part | part has the wrong type",
        "{\"capability\": \"FLY!\"} | #/capability | capability is not valid: a capability has 1 to"
            + " 64 characters of a-z, 0-9, _, dot and -",
        "{\"priority\": 12} | #/priority | priority is not valid: priority is low, normal, high or 0"
            + " to 9, was 12",
        "{\"status\": \"sleepy\"} | #/status | status is not valid"
      })
  void a_field_that_does_not_fit_is_named(String body, String pointer, String detail)
      throws Exception {
    HttpResponse<String> response = post("/probe/things", body, operator());

    assertProblem(response, 400, "/problems/invalid-request");
    assertThat(json(response).at("/errors/0/pointer").stringValue()).isEqualTo(pointer);
    assertThat(json(response).at("/errors/0/detail").stringValue()).isEqualTo(detail);
  }

  @Test
  void malformed_json_is_refused_with_the_place_of_the_fault() throws Exception {
    HttpResponse<String> response = post("/probe/things", "{\n  \"amount\": 1,,\n}", operator());

    assertProblem(response, 400, "/problems/malformed-body");
    assertThat(json(response).path("detail").stringValue())
        .matches("The body is not valid JSON at line 2, column \\d+\\.");
  }

  @Test
  void a_missing_body_is_refused() throws Exception {
    HttpResponse<String> response = post("/probe/things", "", operator());

    assertProblem(response, 400, "/problems/malformed-body");
  }

  @Test
  void a_missing_list_is_refused_without_a_word_on_classes() throws Exception {
    assertProblem(post("/probe/parts", "{}", operator()), 400, null);
  }

  @Test
  void unknown_fields_are_ignored_and_amounts_keep_their_digits() throws Exception {
    HttpResponse<String> response =
        post("/probe/things", "{\"amount\": 1234.10, \"from_the_future\": {\"a\": 1}}", operator());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"amount\":1234.10");
  }

  @Test
  void a_query_parameter_of_the_wrong_type_is_named() throws Exception {
    HttpResponse<String> wrong = get("/probe/number?pieces=many", operator());
    HttpResponse<String> missing = get("/probe/number", operator());

    assertProblem(wrong, 400, "/problems/invalid-request");
    assertThat(json(wrong).at("/errors/0/pointer").stringValue()).isEqualTo("#/pieces");
    assertProblem(missing, 400, "/problems/invalid-request");
  }

  @Test
  void routes_methods_and_media_types_that_do_not_exist_are_refused() throws Exception {
    assertProblem(get("/probe/nothing", operator()), 404, "/problems/not-found");
    HttpResponse<String> method = send(request("/probe/things", operator()).DELETE());
    assertProblem(method, 405, "/problems/method-not-allowed");
    assertThat(method.headers().firstValue("Allow")).hasValue("POST");
    assertProblem(
        send(
            request("/probe/things", operator())
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("hola"))),
        415,
        "/problems/unsupported-media-type");
  }

  @Test
  void what_breaks_inside_is_not_told_outside() throws Exception {
    HttpResponse<String> broken = get("/probe/broken", operator());
    HttpResponse<String> raced = get("/probe/raced", operator());

    assertProblem(broken, 500, "/problems/internal-error");
    assertThat(json(broken).path("traceId").stringValue()).matches("[0-9a-f]{32}");
    assertProblem(raced, 409, "/problems/conflict");
    assertThat(broken.body() + raced.body()).doesNotContain("secret");
  }

  @Test
  void while_the_database_is_away_callers_are_told_to_try_again() throws Exception {
    HttpResponse<String> away = get("/probe/database", operator());

    assertProblem(away, 503, "/problems/unavailable");
    assertThat(away.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(away.body()).doesNotContain("secret");
  }

  @Test
  void without_a_valid_token_nothing_is_answered() throws Exception {
    Instant now = Instant.now();
    List<String> refused =
        List.of(
            "nonsense",
            token(foreignKey, "batuta", "acme", now.plusSeconds(60), Role.OPERATOR),
            token(key, "somebody", "acme", now.plusSeconds(60), Role.OPERATOR),
            token(key, "batuta", "acme", now.minusSeconds(120), Role.OPERATOR));

    assertProblem(get("/probe/seen", null), 401, "/problems/unauthenticated");
    assertProblem(get("/probe/nothing", null), 401, "/problems/unauthenticated");
    for (String token : refused) {
      assertProblem(get("/probe/seen", token), 401, "/problems/unauthenticated");
    }
  }

  @Test
  void a_role_that_does_not_allow_it_is_refused() throws Exception {
    String viewer = token(key, "batuta", "acme", Instant.now().plusSeconds(60), Role.VIEWER);

    assertProblem(get("/probe/seen", viewer), 403, "/problems/forbidden");
    assertProblem(post("/probe/things", "{}", viewer), 403, "/problems/forbidden");
  }

  @Test
  void the_tenant_comes_from_the_token_and_from_nowhere_else() throws Exception {
    HttpResponse<String> response =
        send(
            request("/probe/seen?tenant=other&tenant_id=other", operator())
                .header("X-Tenant-Id", "other")
                .GET());
    String ofNoTenant =
        token(key, "batuta", null, Instant.now().plusSeconds(60), Role.PLATFORM_ADMIN);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("tenant").stringValue()).isEqualTo("acme");
    assertProblem(get("/probe/seen", ofNoTenant), 403, "/problems/forbidden");
  }

  private String operator() throws JOSEException {
    return token(key, "batuta", "acme", Instant.now().plusSeconds(60), Role.OPERATOR);
  }

  private static String token(
      RSAKey key, String issuer, @Nullable String tenant, Instant expiresAt, String role)
      throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("invented")
                .claim("tenant_id", tenant)
                .claim("roles", List.of(role))
                .expirationTime(Date.from(expiresAt))
                .build());
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private HttpResponse<String> get(String path, @Nullable String token) throws Exception {
    return send(request(path, token).GET());
  }

  private HttpResponse<String> post(String path, String body, String token) throws Exception {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(20));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void assertProblem(
      HttpResponse<String> response, int status, @Nullable String type) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = json(response);
    if (type != null) {
      assertThat(problem.path("type").stringValue()).isEqualTo(type);
    }
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    assertThat(problem.path("title").isString()).isTrue();
    assertThat(problem.path("detail").isString()).isTrue();
    assertThat(problem.path("instance").stringValue()).startsWith("/probe");
    assertThat(response.body()).doesNotContain("Exception", "java.", "dev.batuta", "trace\":");
  }

  private static JsonNode json(HttpResponse<String> response) {
    return ContractJson.mapper().readTree(response.body());
  }
}
