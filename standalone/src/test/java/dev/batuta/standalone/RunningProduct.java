package dev.batuta.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batuta.contracts.ContractJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The product as a process of its own, driven only through its doors. */
final class RunningProduct implements AutoCloseable {
  static final String BMC_NUMBER = "100000000000001";

  private static final Duration HEALTHY = Duration.ofMinutes(2);
  private static final Duration ANSWER = Duration.ofSeconds(40);
  private static final int BLOCK = 8;

  private final Path data;
  private final int port;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private @Nullable Process process;
  private String bmcKey = "";
  private String tiendaKey = "";

  RunningProduct(Path data) {
    this.data = data;
    this.port = freeBlock();
  }

  /** Starts it and waits until it is healthy. */
  JsonNode start() {
    try {
      Path announced = Files.createTempDirectory("batuta-announce-").resolve("announced.json");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-Xmx700m",
              "-XX:+UseSerialGC",
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-cp",
              System.getProperty("java.class.path"),
              StandaloneApplication.class.getName()));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(data.resolve("console.log").toFile()));
      builder.environment().put("BATUTA_DATA", data.toString());
      builder.environment().put("BATUTA_PORT", Integer.toString(port));
      builder.environment().put("BATUTA_ANNOUNCE", announced.toString());
      Process started = builder.start();
      process = started;
      Awaitility.await().atMost(HEALTHY).until(() -> Files.exists(announced) || !started.isAlive());
      if (!Files.exists(announced)) {
        throw new IllegalStateException(
            "did not start: " + Files.readString(data.resolve("console.log")));
      }
      JsonNode announcement = ContractJson.mapper().readTree(Files.readString(announced));
      String first = announcement.path("tenants").path(0).path("api_key").stringValue("");
      if (!first.isEmpty()) {
        bmcKey = first;
        tiendaKey = announcement.path("tenants").path(1).path("api_key").stringValue("");
      }
      return announcement;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends it as a power cut of the process would: nothing in it gets to finish. */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      waitFor(running);
    }
  }

  Path data() {
    return data;
  }

  String bmcKey() {
    return bmcKey;
  }

  String tiendaKey() {
    return tiendaKey;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** A service's own port, past the gateway. */
  String serviceUrl(int place) {
    return "http://127.0.0.1:" + (port + place);
  }

  String platformKey() {
    return secret("platform-key");
  }

  HttpResponse<String> post(String key, String path, String body) {
    return send(request(key, path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> put(String key, String path, String body) {
    return send(request(key, path).PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> delete(String key, String path) {
    return send(request(key, path).DELETE());
  }

  HttpResponse<String> get(String key, String path) {
    return send(request(key, path).GET());
  }

  HttpResponse<byte[]> bytes(String key, String path) {
    try {
      return http.send(request(key, path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Takes up an event stream after the event that was seen last. */
  HttpResponse<String> resume(String key, String path, String lastEventId) {
    return send(request(key, path).header("Last-Event-ID", lastEventId).GET());
  }

  /** Sends JSON through the gateway, without credentials. */
  HttpResponse<String> postPlain(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Asks past the gateway, without credentials. */
  HttpResponse<String> plain(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)).timeout(ANSWER).GET());
  }

  JsonNode json(HttpResponse<String> answer) {
    return ContractJson.mapper().readTree(answer.body());
  }

  /** Says something in a conversation, as a caller of the API. */
  JsonNode chat(String key, String phone, String text) {
    String body =
        ContractJson.mapper()
            .createObjectNode()
            .put("mensaje", text)
            .put("telefono", phone)
            .toString();
    HttpResponse<String> answer = post(key, "/chat/process", body);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return json(answer);
  }

  /** One text message as Meta sends it: ASCII only, signed over those bytes. */
  HttpResponse<String> whatsapp(String number, String from, String wamid, String text) {
    String body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages",\
        "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"1",\
        "phone_number_id":"%s"},"contacts":[{"profile":{"name":"Ana P\\u00e9rez"},"wa_id":"%s"}],\
        "messages":[{"from":"%s","id":"%s","timestamp":"1749416383","type":"text",\
        "text":{"body":"%s"}}]}}]}]}\
        """
            .formatted(number, from, from, wamid, escaped(text));
    return send(
        HttpRequest.newBuilder(URI.create(url() + "/webhooks/whatsapp"))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .header("X-Hub-Signature-256", "sha256=" + signature(body))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** What the sandbox got for a contact. */
  List<JsonNode> sandbox(String key, String contact) {
    List<JsonNode> messages = new ArrayList<>();
    json(get(
            key,
            "/api/v1/channels/sandbox/messages?limit=500&contact=" + contact.replace("+", "%2B")))
        .path("messages")
        .forEach(messages::add);
    return messages;
  }

  /** The lines of the log so far. */
  List<String> logLines() {
    try {
      return Files.readAllLines(data.resolve("logs/batuta.log"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private HttpRequest.Builder request(String key, String path) {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .timeout(ANSWER)
        .header("Content-Type", "application/json")
        .header("X-API-Key", key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private String signature(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret("whatsapp-app-secret").getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String secret(String name) {
    Properties secrets = new Properties();
    try (var in = Files.newBufferedReader(data.resolve("secrets.properties"))) {
      secrets.load(in);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return secrets.getProperty(name);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(c < 128 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return escaped.toString();
  }

  private static int freeBlock() {
    // Not always from the same port on: other runs on the same machine look at the same time.
    int from = 9_100 + 20 * new Random().nextInt(400);
    for (int first = from; first < 19_000; first += 20) {
      if (free(first)) {
        return first;
      }
    }
    throw new IllegalStateException("no eight free ports in a row");
  }

  private static boolean free(int first) {
    for (int i = 0; i < BLOCK; i++) {
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), first + i));
      } catch (IOException _) {
        return false;
      }
    }
    return true;
  }

  private static void waitFor(Process running) {
    try {
      if (!running.waitFor(60, TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroy();
      waitFor(running);
    }
  }
}
