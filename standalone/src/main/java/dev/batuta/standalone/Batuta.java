package dev.batuta.standalone;

import dev.batuta.analytics.AnalyticsApplication;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.conversation.ConversationApplication;
import dev.batuta.datasync.DatasyncApplication;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.InfrastructureOptions;
import dev.batuta.embedded.host.InfrastructureStartException;
import dev.batuta.followup.FollowupApplication;
import dev.batuta.gateway.GatewayApplication;
import dev.batuta.management.AgentManagementApplication;
import dev.batuta.orchestrator.OrchestratorApplication;
import dev.batuta.orchestrator.agent.AgentHealth;
import dev.batuta.orchestrator.agent.AgentRegistry;
import dev.batuta.quote.QuoteApplication;
import dev.batuta.starter.launch.BatutaService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/**
 * All services as sibling contexts of one process. The same services, with the same settings, run
 * as processes of their own elsewhere.
 */
final class Batuta implements AutoCloseable {
  private static final long LEAST_FREE_BYTES = 300L * 1024 * 1024;
  private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(2);
  private static final long LOOK_MS = 50;
  private static final long STOP_SECONDS = 30;

  private static final List<Service> SERVICES =
      List.of(
          new Service("gateway", GatewayApplication.class, 0),
          new Service("orchestrator-service", OrchestratorApplication.class, 1),
          new Service("agent-management-service", AgentManagementApplication.class, 2),
          new Service("conversation-service", ConversationApplication.class, 3),
          new Service("quote-service", QuoteApplication.class, 4),
          new Service("followup-service", FollowupApplication.class, 5),
          new Service("datasync-service", DatasyncApplication.class, 6),
          new Service("analytics-service", AnalyticsApplication.class, 7));

  private final Settings settings;
  private final Secrets secrets;
  private final EmbeddedInfrastructure infrastructure;
  private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

  private record Service(String name, Class<?> application, int place) {}

  private Batuta(Settings settings, Secrets secrets, EmbeddedInfrastructure infrastructure) {
    this.settings = settings;
    this.secrets = secrets;
    this.infrastructure = infrastructure;
  }

  /**
   * Starts everything and returns when it is healthy.
   *
   * @param progress hears what is being started
   * @param opened gets it as soon as there is something to stop
   * @throws StartFailure with one sentence if it cannot start
   */
  static Batuta start(Settings settings, Progress progress, Consumer<Batuta> opened) {
    checkPorts(settings);
    checkData(settings);
    Secrets secrets = Secrets.in(settings.data());
    progress.tell("Kafka, MongoDB and Redis");
    Batuta batuta;
    try {
      batuta =
          new Batuta(
              settings,
              secrets,
              EmbeddedInfrastructure.start(
                  InfrastructureOptions.keptIn(settings.data()).withoutStopAtJvmEnd()));
    } catch (InfrastructureStartException failure) {
      throw new StartFailure(String.valueOf(failure.getMessage()), failure);
    }
    opened.accept(batuta);
    try {
      batuta.startServices(progress);
      batuta.awaitAgents();
      batuta.writeAddresses();
      return batuta;
    } catch (RuntimeException failure) {
      batuta.close();
      throw failure;
    }
  }

  /** Hears what is being started. */
  @FunctionalInterface
  interface Progress {
    void tell(String what);
  }

  Settings settings() {
    return settings;
  }

  Secrets secrets() {
    return secrets;
  }

  private void startServices(Progress progress) {
    // The token issuer first: the others ask it for keys. The first context also pays for loading
    // the classes that all share; the rest start two at a time.
    startOne(service("agent-management-service"), progress);
    // Logging is the process's and is set up by now; two contexts that set it up again at the same
    // time would disturb each other.
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    startOne(service("orchestrator-service"), progress);
    // Conversations last: understanding a customer takes the catalogue of the quote service.
    List<Service> rest =
        Stream.of("quote", "gateway", "followup", "datasync", "analytics", "conversation")
            .map(name -> name.equals("gateway") ? name : name + "-service")
            .map(Batuta::service)
            .toList();
    List<CompletableFuture<Void>> starting = new ArrayList<>();
    for (int lane = 0; lane < 2; lane++) {
      int first = lane;
      starting.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = first; i < rest.size(); i += 2) {
                  startOne(rest.get(i), progress);
                }
              },
              task -> Thread.ofPlatform().name("start-" + first).start(task)));
    }
    CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();
  }

  private void startOne(Service service, Progress progress) {
    progress.tell(service.name());
    SpringApplicationBuilder application =
        service.application() == GatewayApplication.class
            ? GatewayApplication.builder(Map.of())
            : BatutaService.builder(service.application(), service.name(), Map.of());
    ConfigurableApplicationContext context =
        application.registerShutdownHook(false).run(arguments(service));
    synchronized (contexts) {
      contexts.add(context);
    }
  }

  private String[] arguments(Service service) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=" + settings.port(service.place()));
    arguments.add("--server.address=" + (service.place() == 0 ? "0.0.0.0" : "127.0.0.1"));
    for (Service other : SERVICES) {
      String shortName =
          other.name().endsWith("-service")
              ? other.name().substring(0, other.name().length() - "-service".length())
              : other.name();
      arguments.add(
          "--batuta.services.%s=http://127.0.0.1:%d"
              .formatted(shortName, settings.port(other.place())));
    }
    arguments.add("--batuta.kafka.bootstrap-servers=" + infrastructure.kafkaBootstrap());
    arguments.add("--spring.mongodb.uri=" + infrastructure.mongoUri());
    arguments.add("--spring.data.redis.host=" + infrastructure.redisHost());
    arguments.add("--spring.data.redis.port=" + infrastructure.redisPort());
    arguments.add("--batuta.security.service-secret=" + secrets.service());
    arguments.add("--batuta.security.encryption-key=" + secrets.encryption());
    arguments.add("--batuta.security.platform-key=" + secrets.platformKey());
    arguments.add("--conversation.whatsapp.app-secret=" + secrets.whatsappAppSecret());
    arguments.add("--conversation.whatsapp.verify-token=" + secrets.whatsappVerifyToken());
    arguments.add("--logging.file.name=" + settings.data().resolve("logs/batuta.log"));
    arguments.add("--logging.structured.format.file=dev.batuta.starter.logging.JsonLogFormat");
    arguments.add("--logging.logback.rollingpolicy.max-file-size=20MB");
    arguments.add("--logging.logback.rollingpolicy.max-history=5");
    arguments.add("--logging.threshold.console=OFF");
    return arguments.toArray(String[]::new);
  }

  /** Where the embedded servers listen, for an operator's own tools. */
  private void writeAddresses() {
    ObjectNode addresses = ContractJson.mapper().createObjectNode();
    addresses.put("kafka", infrastructure.kafkaBootstrap());
    addresses.put("mongo", infrastructure.mongoUri());
    addresses.put("redis", infrastructure.redisHost() + ":" + infrastructure.redisPort());
    try {
      Files.writeString(settings.data().resolve("addresses.json"), addresses.toString());
    } catch (IOException failure) {
      throw new StartFailure(
          "The data directory " + settings.data() + " cannot be written.", failure);
    }
  }

  private void awaitAgents() {
    AgentRegistry registry = context(OrchestratorApplication.class).getBean(AgentRegistry.class);
    CompletableFuture<Void> registered = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          CountDownLatch never = new CountDownLatch(1);
          try {
            while (!registered.isDone() && !allUp(registry)) {
              if (never.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                return;
              }
            }
            registered.complete(null);
          } catch (InterruptedException interrupted) {
            registered.completeExceptionally(interrupted);
          }
        });
    try {
      registered.get(HEALTHY_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartFailure("Stopped while starting.", interrupted);
    } catch (ExecutionException | TimeoutException failure) {
      registered.cancel(true);
      throw new StartFailure(
          "The agents did not register within " + HEALTHY_WITHIN.toSeconds() + " seconds.",
          failure);
    }
  }

  private static boolean allUp(AgentRegistry registry) {
    return registry.agents().stream().filter(agent -> agent.status() == AgentHealth.UP).count()
        == TopicCatalog.AGENT_SERVICES.size();
  }

  private ConfigurableApplicationContext context(Class<?> application) {
    synchronized (contexts) {
      return contexts.stream()
          .filter(context -> context.getBeanNamesForType(application).length > 0)
          .findFirst()
          .orElseThrow();
    }
  }

  private static Service service(String name) {
    return SERVICES.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static void checkPorts(Settings settings) {
    for (Service service : SERVICES) {
      int port = settings.port(service.place());
      try (ServerSocket probe = new ServerSocket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException taken) {
        throw new StartFailure(
            "Port %d (%s) is in use; stop what holds it, or choose another with BATUTA_PORT."
                .formatted(port, service.name()),
            taken);
      }
    }
  }

  private static void checkData(Settings settings) {
    try {
      Files.createDirectories(settings.data());
      if (settings.data().toFile().getUsableSpace() < LEAST_FREE_BYTES) {
        throw new StartFailure(
            "The disk of "
                + settings.data()
                + " has less than 300 MB free; make room, or choose another place with"
                + " BATUTA_DATA.");
      }
    } catch (IOException failure) {
      throw new StartFailure(
          "The data directory " + settings.data() + " cannot be made: " + failure.getMessage(),
          failure);
    }
  }

  /**
   * The gateway first, so that nothing new comes in; then the services; then what they stand on.
   */
  @Override
  public void close() {
    List<ConfigurableApplicationContext> all;
    synchronized (contexts) {
      all = new ArrayList<>(contexts);
    }
    all.stream()
        .filter(context -> context.getBeanNamesForType(GatewayApplication.class).length > 0)
        .forEach(ConfigurableApplicationContext::close);
    CompletableFuture<?>[] closing =
        all.stream()
            .filter(ConfigurableApplicationContext::isActive)
            .map(context ->
                CompletableFuture.runAsync(context::close, task -> Thread.ofPlatform().start(task)))
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(closing).get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException _) {
      // Stopping goes on: what is acknowledged is stored, and a crash is no different.
      Thread.onSpinWait();
    }
    infrastructure.close();
  }
}
