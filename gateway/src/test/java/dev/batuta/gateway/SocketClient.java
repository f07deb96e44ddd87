package dev.batuta.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A watcher of a test: what it gets, in order. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
  private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private @Nullable WebSocket socket;

  static SocketClient connect(String base, Map<String, String> headers) {
    SocketClient client = new SocketClient();
    WebSocket.Builder builder =
        HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
    headers.forEach(builder::header);
    client.socket =
        builder
            .buildAsync(URI.create(base.replace("http:", "ws:") + "/ws/task_updates"), client)
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
    return client;
  }

  void send(String text) {
    if (socket != null) {
      socket.sendText(text, true).orTimeout(10, TimeUnit.SECONDS).join();
    }
  }

  /** The next text, {@code ping}, or {@code closed} with code and reason; null if nothing comes. */
  @Nullable String next() throws InterruptedException {
    return within(Duration.ofSeconds(20));
  }

  /** The same, waiting for so long. */
  @Nullable String within(Duration time) throws InterruptedException {
    return got.poll(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      got.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    got.add("ping");
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    got.add("closed " + code + " " + reason);
    return null;
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }
}
