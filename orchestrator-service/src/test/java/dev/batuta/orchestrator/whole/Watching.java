package dev.batuta.orchestrator.whole;

import dev.batuta.contracts.ContractJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A watcher over a WebSocket: what it gets, in order. */
final class Watching implements WebSocket.Listener, AutoCloseable {
  private final BlockingQueue<JsonNode> got = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
  private final BlockingQueue<ByteBuffer> pings = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;
  private volatile boolean reading = true;

  Watching(String base, @Nullable String token) {
    WebSocket.Builder builder =
        HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    socket =
        builder
            .buildAsync(URI.create(base.replace("http:", "ws:") + "/ws/task_updates"), this)
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
  }

  Watching send(String json) {
    socket.sendText(json.replace('\'', '"'), true).orTimeout(10, TimeUnit.SECONDS).join();
    return this;
  }

  /** The next message. */
  JsonNode next() {
    try {
      JsonNode message = got.poll(30, TimeUnit.SECONDS);
      if (message == null) {
        throw new IllegalStateException("nothing came; closed: " + closed);
      }
      return message;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Updates up to the one that says that a task has ended. */
  List<JsonNode> untilEnd() {
    List<JsonNode> updates = new ArrayList<>();
    do {
      updates.add(next());
    } while (!ends(updates.getLast()));
    return updates;
  }

  static boolean ends(JsonNode update) {
    String event = update.path("event").stringValue("");
    return event.equals("task_completed") || event.equals("task_failed");
  }

  boolean isSilent() {
    return got.isEmpty();
  }

  /** The code with which the server ended it; -1 if it broke. */
  @Nullable Integer closeCode() throws InterruptedException {
    return closed.poll(40, TimeUnit.SECONDS);
  }

  boolean isPinged() throws InterruptedException {
    return pings.poll(20, TimeUnit.SECONDS) != null;
  }

  /** Takes nothing more from the connection. */
  void stopReading() {
    reading = false;
  }

  void readOn() {
    reading = true;
    socket.request(1_000_000);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      got.add(ContractJson.mapper().readTree(part.toString()));
      part.setLength(0);
    }
    if (reading) {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    pings.add(message);
    if (reading) {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.add(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.add(-1);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
