package dev.batuta.conversation.testing;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import dev.batuta.conversation.ConversationApplication;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.starter.launch.BatutaService;
import dev.batuta.starter.messaging.Topics;
import dev.batuta.starter.tenant.TenantDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The conversation service on embedded infrastructure, with stubs around it. */
public final class RunningService implements AutoCloseable {
  /** Secret of the invented Meta app. */
  public static final String APP_SECRET = "invented-app-secret";

  /** Word of the webhook handshake. */
  public static final String VERIFY_TOKEN = "invented-verify-token";

  /** Largest webhook body, in bytes. */
  public static final int LARGEST_BODY = 64 * 1024;

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final PlatformStub platform;
  private final CloudApiStub cloudApi;
  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningService(
      PlatformStub platform, CloudApiStub cloudApi, ConfigurableApplicationContext context) {
    this.platform = platform;
    this.cloudApi = cloudApi;
    this.context = context;
  }

  static RunningService start(EmbeddedInfrastructure infrastructure) {
    PlatformStub platform = PlatformStub.start();
    CloudApiStub cloudApi = CloudApiStub.start();
    Map<String, Object> settings =
        Map.ofEntries(
            Map.entry("server.port", "0"),
            Map.entry("spring.mongodb.uri", infrastructure.mongoUri()),
            Map.entry("batuta.kafka.bootstrap-servers", infrastructure.kafkaBootstrap()),
            Map.entry("batuta.services.agent-management", platform.url()),
            Map.entry("batuta.services.quote", platform.url()),
            Map.entry(
                "batuta.security.encryption-key", "aW52ZW50ZWQta2V5LWZvci10ZXN0cy1vbmx5LTMyYiE="),
            Map.entry("conversation.whatsapp.base-url", cloudApi.url()),
            Map.entry("conversation.whatsapp.app-secret", APP_SECRET),
            Map.entry("conversation.whatsapp.verify-token", VERIFY_TOKEN),
            Map.entry("conversation.whatsapp.largest-body", LARGEST_BODY + "B"),
            Map.entry("conversation.whatsapp.send-timeout", "1500ms"));
    String[] args =
        settings.entrySet().stream()
            .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
            .toArray(String[]::new);
    return new RunningService(
        platform,
        cloudApi,
        BatutaService.run(ConversationApplication.class, "conversation-service", args));
  }

  /** A bean of the service. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The stub of Meta's Cloud API. */
  public CloudApiStub cloudApi() {
    return cloudApi;
  }

  /** The stub of the platform's other services. */
  public PlatformStub platform() {
    return platform;
  }

  /** Makes a tenant known that gets no tasks; its topics do not exist. */
  public TenantId tenant(String country, String locale) {
    return tenant(country, locale, TenantStatus.PROVISIONING);
  }

  /** Makes a tenant that is served, with its topics. */
  public TenantId servedTenant() {
    TenantId tenant = tenant("UY", "es-UY", TenantStatus.PROVISIONING);
    bean(Topics.class).createFor(tenant);
    return tenant;
  }

  private TenantId tenant(String country, String locale, TenantStatus status) {
    TenantId tenant = new TenantId("t-" + UUID.randomUUID().toString().substring(0, 18));
    bean(TenantDirectory.class)
        .apply(
            new TenantDescription(
                tenant,
                "Tienda inventada",
                country,
                "USD",
                locale,
                "America/Montevideo",
                status,
                Branding.PLAIN,
                TenantTier.PRO,
                BusinessHours.USUAL,
                Instant.EPOCH));
    return tenant;
  }

  /** A conversation that nobody has had. */
  public static SessionId freshSession() {
    return new SessionId("sess_" + UUID.randomUUID());
  }

  /** A task for a handler. */
  public static AgentTask task(TenantId tenant, Object payload) {
    return new AgentTask(
        TaskId.parse(UUID.randomUUID().toString()),
        tenant,
        "test",
        1,
        Instant.MAX,
        ContractJson.mapper().valueToTree(payload),
        (_, _) -> {});
  }

  /** A GET with a token of the tenant, or without one. */
  public HttpResponse<String> get(String path, @Nullable String token) {
    return send(request(path, token).GET().build());
  }

  /** A POST of JSON with a token. */
  public HttpResponse<String> post(String path, @Nullable String token, String json) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  /** A webhook call as Meta makes it. */
  public HttpResponse<String> webhook(byte[] body, @Nullable String signature) {
    HttpRequest.Builder request =
        request("/webhooks/whatsapp", null)
            .header("Content-Type", "application/json")
            .header("User-Agent", "facebookexternalua")
            .POST(BodyPublishers.ofByteArray(body));
    if (signature != null) {
      request.header("X-Hub-Signature-256", signature);
    }
    return send(request.build());
  }

  /** The body of an answer. */
  public static JsonNode json(HttpResponse<String> response) {
    return ContractJson.mapper().readTree(response.body());
  }

  private HttpRequest.Builder request(String path, @Nullable String token) {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(TIMEOUT);
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling the service", interrupted);
    }
  }

  @Override
  public void close() {
    context.close();
    http.close();
    cloudApi.close();
    platform.close();
  }
}
