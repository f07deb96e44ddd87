package dev.batuta.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * What a long history and many tenants cost: one task's latency and task throughput on a fresh
 * installation, then with many tenants, then with many stored finished tasks besides. The embedded
 * database keeps its documents in memory, so the process needs {@code BATUTA_HEAP} for them.
 */
public final class ScaleBenchmark {
  private static final String NO_OP =
      "{\"type\":\"noop\",\"required_capabilities\":[\"ping\"],\"payload\":{}}";
  private static final int SEQUENTIAL = 500;
  private static final int WARM_UP = 15_000;
  private static final int TASKS = 10_000;
  private static final int CLIENTS = 16;
  private static final long LOOK_MS = 20;
  private static final long LONGEST_SECONDS = 300;

  private final Product product;
  private final PrintStream out;

  private ScaleBenchmark(Product product, PrintStream out) {
    this.product = product;
    this.out = out;
  }

  /** Runs all; the arguments are the repository's root, a port, tenants and stored tasks. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
    int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8640;
    int tenants = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000;
    int stored = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1_000_000;
    Path data = Files.createTempDirectory("batuta-benchmark-");
    try (Product product = Product.start(home, data, port)) {
      new ScaleBenchmark(product, System.out).run(tenants, stored);
    }
  }

  private void run(int tenants, int stored)
      throws IOException, InterruptedException, ExecutionException {
    var _ = submitAll(WARM_UP);
    measure("fresh");
    List<String> ids = new ArrayList<>(List.of("bmc-uruguay"));
    long begun = System.nanoTime();
    for (int i = 0; i < tenants; i++) {
      ids.add(tenant(i));
    }
    out.printf(
        "%d tenants made in %.0f s, memory %d MB%n",
        tenants, (System.nanoTime() - begun) / 1e9, product.residentMb());
    measure(tenants + " tenants");
    try (StoredTasks tasks = new StoredTasks(product.mongo())) {
      begun = System.nanoTime();
      tasks.fill(stored, ids);
      out.printf(
          "%d finished tasks stored in %.0f s, memory %d MB%n",
          stored, (System.nanoTime() - begun) / 1e9, product.residentMb());
    }
    measure("and %d stored tasks".formatted(stored));
  }

  private String tenant(int number) throws IOException, InterruptedException {
    String id = "scale-" + number;
    String body =
        """
        {"tenant_id":"%s","name":"%s","country":"UY","currency":"UYU","locale":"es-UY",\
        "time_zone":"America/Montevideo","tier":"free"}\
        """
            .formatted(id, id);
    int status = product.send(product.platformKey(), "/api/v1/tenants", body).statusCode();
    if (status != 201) {
      throw new IOException("tenant " + id + " was answered " + status);
    }
    return id;
  }

  private void measure(String when) throws IOException, InterruptedException, ExecutionException {
    Histogram histogram = new Histogram(60_000_000L, 3);
    for (int i = 0; i < SEQUENTIAL; i++) {
      long begun = System.nanoTime();
      var _ = product.post("/api/v1/tasks", NO_OP, "Prefer", "wait=10");
      histogram.recordValue((System.nanoTime() - begun) / 1000);
    }
    double seconds = submitAll(TASKS);
    out.printf(
        "%-28s (b) p50 %6.1f ms  p99 %6.1f ms   (c) %6.0f tasks/s%n",
        when,
        histogram.getValueAtPercentile(50) / 1000.0,
        histogram.getValueAtPercentile(99) / 1000.0,
        TASKS / seconds);
  }

  private double submitAll(int count) throws IOException, InterruptedException, ExecutionException {
    double before = product.metric("batuta_tasks_ended_seconds_count");
    long begun = System.nanoTime();
    AtomicInteger left = new AtomicInteger(count);
    Load.each(
        CLIENTS,
        () -> {
          while (left.getAndDecrement() > 0) {
            var _ = product.post("/api/v1/tasks", NO_OP);
          }
        });
    CountDownLatch never = new CountDownLatch(1);
    long until = begun + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (product.metric("batuta_tasks_ended_seconds_count") - before < count) {
      if (System.nanoTime() > until || never.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        throw new IOException("not all tasks ended within " + LONGEST_SECONDS + " s");
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }
}
