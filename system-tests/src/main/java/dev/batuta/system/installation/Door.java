package dev.batuta.system.installation;

import dev.batuta.contracts.ContractJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The gateway as a caller sees it. Thread-safe. */
public final class Door {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration AGAIN = Duration.ofMillis(300);

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Door(String url) {
    this.url = url;
  }

  /**
   * An answer.
   *
   * @param status HTTP status; 0 when there was no answer
   * @param body its body; the reason when there was no answer
   */
  public record Answer(int status, String body) {
    /** Whether the request was accepted. */
    public boolean accepted() {
      return status / 100 == 2;
    }

    /** Whether the same request may be accepted later: no answer, too many, or a broken part. */
    public boolean mayBeAcceptedLater() {
      return status == 0 || status == 429 || status >= 500;
    }

    /** The body as JSON. */
    public JsonNode json() {
      return ContractJson.mapper().readTree(body);
    }
  }

  /** Sends once. */
  public Answer send(String method, String path, String key, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException failure) {
      return new Answer(0, failure.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while asking " + path, interrupted);
    }
  }

  /**
   * Sends until it is accepted, as a patient caller does.
   *
   * @throws IllegalStateException when it is refused for good, or for five minutes
   */
  public Answer insist(String method, String path, String key, String body) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      Answer answer = send(method, path, key, body);
      if (answer.accepted()) {
        return answer;
      }
      if (!answer.mayBeAcceptedLater() || System.nanoTime() > end) {
        throw new IllegalStateException(method + " " + path + " answered " + answer);
      }
      dev.batuta.system.process.Pause.of(AGAIN);
    }
  }

  /** Reads until it is answered. */
  public JsonNode read(String path, String key) {
    return insist("GET", path, key, "").json();
  }
}
