package dev.batuta.standalone;

import dev.batuta.contracts.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two tenants that the product ships with: made at the first start through the same API that
 * every other tenant is made through.
 */
final class DemoTenants {
  private static final List<String> IDS = List.of("bmc-uruguay", "tienda-colombia");
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int CREATED = 201;
  private static final int EXISTS = 409;
  private static final int ATTEMPTS = 100;
  private static final long PAUSE_MS = 100;

  private final String url;
  private final String platformKey;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /**
   * A tenant as it is announced.
   *
   * @param id which
   * @param apiKey its first key; null when it was made at an earlier start
   */
  record Tenant(String id, @Nullable String apiKey) {}

  DemoTenants(String url, String platformKey) {
    this.url = url;
    this.platformKey = platformKey;
  }

  /** Makes those that are missing. */
  List<Tenant> ensure() {
    List<Tenant> tenants = new ArrayList<>();
    for (String id : IDS) {
      tenants.add(new Tenant(id, exists(id) ? null : make(id)));
    }
    return tenants;
  }

  /** A new key of a tenant. */
  String createKey(String id) {
    JsonNode answer =
        expect("POST", "/api/v1/tenants/" + id + "/api-keys", platformKey, "{}", CREATED);
    return answer.path("api_key").stringValue();
  }

  private boolean exists(String id) {
    HttpResponse<String> answer = send("GET", "/api/v1/tenants/" + id, platformKey, null);
    return answer.statusCode() == 200
        && "active".equals(json(answer).path("status").stringValue(""));
  }

  private String make(String id) {
    ObjectNode demo = (ObjectNode) resource("/demo/" + id + ".json");
    JsonNode channels = demo.remove("channels");
    JsonNode schedules = demo.remove("schedules");
    ((ObjectNode) demo.path("branding")).put("logo", logo(id));
    HttpResponse<String> made = send("POST", "/api/v1/tenants", platformKey, demo.toString());
    if (made.statusCode() != CREATED && made.statusCode() != EXISTS) {
      throw failure("POST", "/api/v1/tenants", made);
    }
    String key = createKey(id);
    String catalogue = resource("/catalogue/" + id + ".json").toString();
    untilServed("PUT", "/api/v1/catalogue", key, catalogue);
    channels.forEach(channel -> untilServed("POST", "/api/v1/channels", key, channel.toString()));
    schedules.forEach(
        schedule -> untilServed("POST", "/api/v1/schedules", key, schedule.toString()));
    return key;
  }

  /** A new tenant is known to every service within moments; until then they refuse it. */
  private void untilServed(String method, String path, String key, String body) {
    CountDownLatch never = new CountDownLatch(1);
    HttpResponse<String> answer = send(method, path, key, body);
    try {
      for (int i = 0; i < ATTEMPTS && answer.statusCode() / 100 != 2; i++) {
        if (never.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
          break;
        }
        answer = send(method, path, key, body);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartFailure("Stopped while starting.", interrupted);
    }
    if (answer.statusCode() / 100 != 2) {
      throw failure(method, path, answer);
    }
  }

  private JsonNode expect(String method, String path, String key, String body, int status) {
    HttpResponse<String> answer = send(method, path, key, body);
    if (answer.statusCode() != status) {
      throw failure(method, path, answer);
    }
    return json(answer);
  }

  private HttpResponse<String> send(String method, String path, String key, @Nullable String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(TIMEOUT)
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new StartFailure("The gateway at " + url + " does not answer.", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartFailure("Stopped while starting.", interrupted);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return ContractJson.mapper().readTree(answer.body());
  }

  private static StartFailure failure(String method, String path, HttpResponse<String> answer) {
    return new StartFailure(
        "The demo tenants could not be made: %s %s answered %d %s"
            .formatted(method, path, answer.statusCode(), answer.body()));
  }

  private static String logo(String id) {
    return "data:image/png;base64,"
        + Base64.getEncoder().encodeToString(bytes("/branding/" + id + ".png"));
  }

  private static JsonNode resource(String name) {
    return ContractJson.mapper().readTree(bytes(name));
  }

  private static byte[] bytes(String name) {
    try (InputStream in = DemoTenants.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new StartFailure("The build lacks " + name + ".");
      }
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new StartFailure("The build's " + name + " cannot be read.", failure);
    }
  }
}
