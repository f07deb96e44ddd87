package dev.batuta.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Server-sent event streams that are read to their end. */
final class EventStreams implements AutoCloseable {
  private final Product product;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, CountDownLatch> ended = new ConcurrentHashMap<>();
  private final List<String> ids = new ArrayList<>();

  EventStreams(Product product) {
    this.product = product;
  }

  /** Opens one; {@code id} names it. */
  void open(String path, String id) throws IOException, InterruptedException {
    InputStream events = product.stream(path);
    CountDownLatch end = new CountDownLatch(1);
    ended.put(id, end);
    ids.add(id);
    readers.execute(() -> {
      try (events) {
        events.transferTo(java.io.OutputStream.nullOutputStream());
      } catch (IOException _) {
        // Closed by the product or by us; alive() tells.
      } finally {
        end.countDown();
      }
    });
  }

  /** All that were opened. */
  List<String> ids() {
    return ids;
  }

  /** How many have not ended. */
  long alive() {
    return ended.values().stream().filter(end -> end.getCount() > 0).count();
  }

  void awaitEnd(String id) throws IOException, InterruptedException {
    CountDownLatch end = ended.get(id);
    if (end == null || !end.await(30, TimeUnit.SECONDS)) {
      throw new IOException("stream " + id + " did not end");
    }
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
