package dev.batuta.benchmarks;

import dev.batuta.contracts.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The product as {@code ./batuta} starts it: its own process, a fresh data directory. */
final class Product implements AutoCloseable {
  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(60);
  private static final long TICKS_PER_SECOND = 100;
  private static final long COMMAND_SECONDS = 300;
  private static final Map<String, String> UNLIMITED =
      Map.of("BATUTA_GATEWAY_RATELIMIT_ENABLED", "false", "ORCHESTRATOR_LIMITS_ENABLED", "false");

  private final Path home;
  private final Path data;
  private final int port;
  private final String url;
  private final String apiKey;
  private final long pid;
  private final Duration startTime;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Product(
      Path home, Path data, int port, JsonNode announced, long pid, Duration startTime) {
    this.home = home;
    this.data = data;
    this.port = port;
    this.url = announced.path("url").stringValue();
    this.apiKey = announced.path("tenants").path(0).path("api_key").stringValue();
    this.pid = pid;
    this.startTime = startTime;
  }

  /**
   * Starts it without limits of callers and tenants, and waits until it is healthy: one key stands
   * for many callers then, and the machine is what is measured.
   */
  static Product start(Path home, Path data, int port) throws IOException, InterruptedException {
    return start(home, data, port, UNLIMITED);
  }

  /** The same with these settings from the environment. */
  static Product start(Path home, Path data, int port, Map<String, String> settings)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    String announced = command(home, data, port, settings, "up", "--detach", "--json");
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    long pid = Long.parseLong(Files.readString(data.resolve("batuta.pid")).strip());
    return new Product(home, data, port, ContractJson.mapper().readTree(announced), pid, took);
  }

  private static String command(
      Path home, Path data, int port, Map<String, String> settings, String... words)
      throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of(home.resolve("batuta").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("BATUTA_DATA", data.toString());
    builder.environment().put("BATUTA_PORT", Integer.toString(port));
    builder.environment().putAll(settings);
    Process process = builder.start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("./batuta " + String.join(" ", words) + " failed: " + output);
    }
    return output;
  }

  Duration startTime() {
    return startTime;
  }

  /** Where its Kafka listens. */
  String kafka() throws IOException {
    return address("kafka");
  }

  /** The connection string of its database. */
  String mongo() throws IOException {
    return address("mongo");
  }

  private String address(String of) throws IOException {
    return ContractJson.mapper()
        .readTree(Files.readString(data.resolve("addresses.json")))
        .path(of)
        .stringValue();
  }

  /** Sends JSON and returns the answer's body; any status but 2xx is an error. */
  String post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(apiKey, path, body, headers);
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /** The key with which tenants are made. */
  String platformKey() throws IOException {
    Properties secrets = new Properties();
    try (var in = Files.newBufferedReader(data.resolve("secrets.properties"))) {
      secrets.load(in);
    }
    return secrets.getProperty("platform-key");
  }

  /** Sends JSON with a key and returns the answer, whatever its status. */
  HttpResponse<String> send(String key, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(HTTP_TIMEOUT)
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i + 1 < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Opens a stream of events; its body is read by the caller. */
  InputStream stream(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("X-API-Key", apiKey)
            .header("Accept", "text/event-stream")
            .GET()
            .build();
    HttpResponse<InputStream> answer =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return answer.body();
  }

  /** Sum of a counter over its labels, read from the orchestrator's metrics. */
  double metric(String name) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + (port + 1) + "/actuator/prometheus"))
            .timeout(HTTP_TIMEOUT)
            .build();
    String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return body.lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Memory that its process holds, in MB. */
  long residentMb() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / 1024;
  }

  /** CPU that its process has used, in milliseconds. */
  long cpuMs() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_PER_SECOND;
  }

  @Override
  public void close() throws IOException {
    try {
      var _ = command(home, data, port, Map.of(), "down");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
