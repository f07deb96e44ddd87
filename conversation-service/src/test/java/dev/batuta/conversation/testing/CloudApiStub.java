package dev.batuta.conversation.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Meta's Cloud API on loopback: the paths, forms and error bodies of the public reference, with
 * scripted behaviour. What it took and what it showed to the customer are not the same: {@link
 * #taken()} has every message that a customer would have seen.
 */
public final class CloudApiStub implements AutoCloseable {
  private static final long LONGEST_HOLD_SECONDS = 30;

  private final HttpServer server;
  private final Queue<Turn> script = new ConcurrentLinkedQueue<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<Call> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  private CloudApiStub(HttpServer server) {
    this.server = server;
  }

  /**
   * A call as it came.
   *
   * @param path below the version, such as {@code /1065/messages}
   * @param authorization the header
   * @param contentType the header
   * @param body bytes as Latin 1, JSON as text
   */
  public record Call(String path, String authorization, String contentType, String body) {}

  /** How a call is answered. */
  public sealed interface Turn {
    /** It is taken. */
    record Take() implements Turn {}

    /** A Graph error; nothing was taken. */
    record Refuse(int status, int code, String message) implements Turn {}

    /** An answer of something in front of the API, without a Graph body; it may have been taken. */
    record Proxy(int status) implements Turn {}

    /** Taken, but no answer ever comes. */
    record TakeAndHang() implements Turn {}

    /** Taken, but the connection is cut before the answer. */
    record TakeAndCut() implements Turn {}
  }

  static CloudApiStub start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      CloudApiStub stub = new CloudApiStub(server);
      server.createContext("/v25.0/", stub::handle);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return stub;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v25.0";
  }

  /** Forgets all calls and answers the next ones like this, and then takes everything. */
  public void script(Turn... turns) {
    calls.clear();
    taken.clear();
    script.clear();
    script.addAll(List.of(turns));
  }

  /** Every call since the script began. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Every message that reached a customer since the script began. */
  public List<Call> taken() {
    return List.copyOf(taken);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/v25.0".length());
      String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      Call call =
          new Call(
              path,
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              type,
              new String(bytes, type.startsWith("application/json") ? UTF_8 : ISO_8859_1));
      calls.add(call);
      Turn turn = script.poll();
      answer(exchange, call, turn == null ? new Turn.Take() : turn);
    }
  }

  private void answer(HttpExchange exchange, Call call, Turn turn) throws IOException {
    switch (turn) {
      case Turn.Take() -> reply(exchange, 200, take(call));
      case Turn.Refuse(int status, int code, String message) ->
          reply(
              exchange,
              status,
              """
              {"error":{"message":"(#%d) %s","type":"OAuthException","code":%d,\
              "error_data":{"messaging_product":"whatsapp","details":"%s"},"fbtrace_id":"Ainvented"}}\
              """
                  .formatted(code, message, code, message));
      case Turn.Proxy(int status) -> reply(exchange, status, "<html>upstream</html>");
      case Turn.TakeAndHang() -> {
        take(call);
        hold();
      }
      case Turn.TakeAndCut() -> {
        // Closing the exchange without an answer closes the connection.
        take(call);
      }
    }
  }

  private void hold() {
    try {
      var _ = closed.await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private String take(Call call) {
    int id = ids.incrementAndGet();
    if (call.path().endsWith("/media")) {
      return "{\"id\":\"media." + id + "\"}";
    }
    taken.add(call);
    return """
    {"messaging_product":"whatsapp","contacts":[{"input":"59899123456","wa_id":"59899123456"}],\
    "messages":[{"id":"wamid.OUT%d"}]}\
    """
        .formatted(id);
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
