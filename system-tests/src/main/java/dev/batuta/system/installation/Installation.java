package dev.batuta.system.installation;

import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.host.Ports;
import dev.batuta.gateway.GatewayApplication;
import dev.batuta.management.AgentManagementApplication;
import dev.batuta.orchestrator.OrchestratorApplication;
import dev.batuta.system.counter.CounterApplication;
import dev.batuta.system.process.InfrastructureServer;
import dev.batuta.system.process.Pause;
import dev.batuta.system.process.ProcessGroup;
import dev.batuta.system.process.SystemProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The product as separate processes on loopback, as Compose runs it: broker, database, Redis where
 * it is installed, agent management, two orchestrators, the gateway before both, and two instances
 * of the counter agent. All is kept in one directory, with a log file for each. Thread-safe.
 */
public final class Installation implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration KNOWN_WITHIN = Duration.ofMinutes(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final Path directory;
  private final ProcessGroup group;
  private final Map<Part, SystemProcess> processes = new EnumMap<>(Part.class);
  private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
  private final int controllerPort;
  private final String platformKey;
  private final Map<String, String> common;
  private final Door door;

  private Installation(Path directory) {
    RandomGenerator random = RandomGenerator.getDefault();
    Ports free = new Ports(random);
    this.directory = directory.toAbsolutePath();
    this.group = new ProcessGroup(this.directory.resolve("logs"));
    for (Part part : Part.values()) {
      ports.put(part, free.free());
    }
    this.controllerPort = free.free();
    this.platformKey = "btk_" + hex(random, 4) + "_" + hex(random, 24);
    this.common = environment(random);
    this.door = new Door("http://" + HOST + ":" + port(Part.GATEWAY));
    for (Part part : Part.values()) {
      command(part).ifPresent(command -> processes.put(part, process(part, command)));
    }
  }

  /** An installation that keeps everything in {@code directory}, not started yet. */
  public static Installation in(Path directory) {
    return new Installation(directory);
  }

  /** Starts all and waits until all are healthy and the counter agent is known. */
  public Installation start() {
    for (List<Part> together :
        List.of(
            List.of(Part.KAFKA, Part.MONGO, Part.REDIS),
            List.of(
                Part.AGENT_MANAGEMENT,
                Part.ORCHESTRATOR_1,
                Part.ORCHESTRATOR_2,
                Part.GATEWAY,
                Part.COUNTER_1,
                Part.COUNTER_2))) {
      List<SystemProcess> these = together.stream().flatMap(part -> find(part).stream()).toList();
      these.forEach(SystemProcess::start);
      these.forEach(SystemProcess::awaitHealthy);
    }
    return this;
  }

  /**
   * One of its processes.
   *
   * @throws IllegalStateException for Redis where it is not installed
   */
  public SystemProcess process(Part part) {
    return find(part).orElseThrow(() -> new IllegalStateException("there is no " + part.word()));
  }

  /** One of its processes; empty for Redis where it is not installed. */
  public Optional<SystemProcess> find(Part part) {
    return Optional.ofNullable(processes.get(part));
  }

  /** The gateway, for its callers. */
  public Door door() {
    return door;
  }

  /** Where Kafka listens. */
  public String kafka() {
    return HOST + ":" + port(Part.KAFKA);
  }

  /** The services' database. */
  public String mongo() {
    return "mongodb://" + HOST + ":" + port(Part.MONGO) + "/batuta";
  }

  /** Makes a tenant that every part knows: its first task has been done when this returns. */
  public Tenant newTenant(String name) {
    TenantId id = new TenantId(name + "-" + hex(RandomGenerator.getDefault(), 4));
    String tenant =
        """
        {"tenant_id":"%s","name":"%s","country":"UY","currency":"UYU","locale":"es-UY",\
        "time_zone":"America/Montevideo","tier":"enterprise"}\
        """
            .formatted(id, name);
    Door.Answer made = door.send("POST", "/api/v1/tenants", platformKey, tenant);
    if (!made.accepted()) {
      throw new IllegalStateException("tenant not made: " + made);
    }
    String key =
        door.insist("POST", "/api/v1/tenants/" + id + "/api-keys", platformKey, "{}")
            .json()
            .path("api_key")
            .stringValue();
    String probe =
        "{\"type\":\"probe\",\"required_capabilities\":[\"count_effect\"],\"payload\":{}}";
    List<Door.Answer> last = new ArrayList<>();
    if (!Pause.until(
        KNOWN_WITHIN,
        () -> {
          last.add(door.send("POST", "/api/v1/tasks", key, probe));
          return last.getLast().accepted();
        })) {
      throw new IllegalStateException("tenant not served: " + last.getLast());
    }
    String task = "/api/v1/tasks/" + last.getLast().json().path("task_id").stringValue();
    if (!Pause.until(
        KNOWN_WITHIN,
        () -> door.read(task, key).path("status").stringValue("").equals("completed"))) {
      throw new IllegalStateException("first task not done: " + door.read(task, key));
    }
    return new Tenant(id, key);
  }

  private int port(Part part) {
    return ports.getOrDefault(part, 0);
  }

  private Map<String, String> environment(RandomGenerator random) {
    Map<String, String> all = new HashMap<>();
    all.put("SERVER_ADDRESS", HOST);
    all.put("KAFKA_BOOTSTRAP_SERVERS", kafka());
    all.put("MONGODB_URI", mongo());
    all.put("REDIS_HOST", HOST);
    all.put("REDIS_PORT", Integer.toString(port(Part.REDIS)));
    // What a tenant may submit is not what is proven here.
    all.put("ORCHESTRATOR_LIMITS_ENABLED", "false");
    all.put("BATUTA_SERVICE_SECRET", hex(random, 32));
    byte[] encryption = new byte[32];
    random.nextBytes(encryption);
    all.put("BATUTA_ENCRYPTION_KEY", Base64.getEncoder().encodeToString(encryption));
    all.put("BATUTA_PLATFORM_KEY", platformKey);
    all.put("BATUTA_SERVICES_GATEWAY", address(Part.GATEWAY));
    all.put("BATUTA_SERVICES_AGENTMANAGEMENT", address(Part.AGENT_MANAGEMENT));
    all.put(
        "BATUTA_SERVICES_ORCHESTRATOR",
        address(Part.ORCHESTRATOR_1) + "," + address(Part.ORCHESTRATOR_2));
    // One key stands for many callers here.
    all.put("BATUTA_GATEWAY_RATELIMIT_ENABLED", "false");
    return all;
  }

  private String address(Part part) {
    return "http://" + HOST + ":" + port(part);
  }

  private SystemProcess process(Part part, List<String> command) {
    Map<String, String> environment = new HashMap<>(common);
    environment.put("SERVER_PORT", Integer.toString(port(part)));
    environment.put("COUNTER_PROCESS", part.word());
    return group.process(part.word(), command, environment, healthy(part));
  }

  private Optional<List<String>> command(Part part) {
    return switch (part) {
      case KAFKA ->
          Optional.of(
              java(
                  320,
                  InfrastructureServer.class,
                  "kafka",
                  directory.resolve("kafka").toString(),
                  Integer.toString(port(part)),
                  Integer.toString(controllerPort),
                  ready(part).toString()));
      case MONGO ->
          Optional.of(
              java(
                  400,
                  InfrastructureServer.class,
                  "mongo",
                  directory.resolve("mongo").toString(),
                  Integer.toString(port(part)),
                  "0",
                  ready(part).toString()));
      case REDIS -> redis();
      case AGENT_MANAGEMENT -> Optional.of(java(200, AgentManagementApplication.class));
      case ORCHESTRATOR_1, ORCHESTRATOR_2 -> Optional.of(java(320, OrchestratorApplication.class));
      case GATEWAY -> Optional.of(java(200, GatewayApplication.class));
      case COUNTER_1, COUNTER_2 ->
          Optional.of(
              java(200, CounterApplication.class, "--batuta.agent.id=" + CounterApplication.AGENT));
    };
  }

  private static List<String> java(int heapMb, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Much is started and little of it runs for long: the first level of the compiler is enough.
    command.addAll(
        List.of(
            "-Xmx" + heapMb + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path")));
    if (main == InfrastructureServer.class) {
      // Without Spring Boot, which has its own settings, the servers would tell everything.
      command.add("-Dlogback.configurationFile=infrastructure-logback.xml");
    }
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private Optional<List<String>> redis() {
    return Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> new File(entry, "redis-server"))
        .filter(File::canExecute)
        .findFirst()
        .map(found ->
            List.of(
                found.toString(),
                "--port",
                Integer.toString(port(Part.REDIS)),
                "--bind",
                HOST,
                "--save",
                "",
                "--appendonly",
                "no"));
  }

  private BooleanSupplier healthy(Part part) {
    return switch (part) {
      case KAFKA, MONGO -> () -> isReady(part);
      case REDIS -> () -> accepts(port(part));
      case AGENT_MANAGEMENT, ORCHESTRATOR_1, ORCHESTRATOR_2, GATEWAY, COUNTER_1, COUNTER_2 ->
          () -> answers(address(part) + "/actuator/health/readiness");
    };
  }

  private Path ready(Part part) {
    return directory.resolve(part.word() + ".ready");
  }

  private boolean isReady(Part part) {
    try {
      return Files.readString(ready(part)).equals(Long.toString(process(part).pid()));
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean accepts(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean answers(String url) {
    try {
      return HTTP.send(
                  HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String hex(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Kills all: what is not in order after that is what the tests are about. */
  @Override
  public void close() {
    group.close();
  }
}
