package dev.batuta.benchmarks;

import dev.batuta.contracts.ContractJson;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What a flood costs its neighbours. Twenty tenants submit five no-op tasks a second each and wait
 * for the results, first alone, then while one more tenant sends 50,000 tasks over many connections
 * and heeds no refusal, then alone again. Times count from the moment a request was due, so a
 * request that could not be sent in time is not overlooked. The load comes from this process, which
 * shares the machine's cores with the product.
 */
public final class FairnessBenchmark {
  private static final String NO_OP =
      "{\"type\":\"noop\",\"required_capabilities\":[\"ping\"],\"payload\":{}}";
  private static final int QUIET_TENANTS = 20;
  private static final long EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int FLOOD = 50_000;
  private static final int FLOOD_CONNECTIONS = 64;
  private static final int SEQUENTIAL = 500;
  private static final int SETTLING_SECONDS = 5;
  private static final int LONGEST_WAIT_SECONDS = 60;

  private final Product product;
  private final PrintStream out;
  private final int seconds;
  private final List<String> quietKeys = new ArrayList<>();

  private FairnessBenchmark(Product product, PrintStream out, int seconds) {
    this.product = product;
    this.out = out;
    this.seconds = seconds;
  }

  /** Runs all; the arguments are the repository's root, a port, and {@code --seconds N}. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
    int port = 8600;
    int seconds = 120;
    for (int i = 1; i < arguments.length; i++) {
      if ("--seconds".equals(arguments[i]) && i + 1 < arguments.length) {
        seconds = Integer.parseInt(arguments[++i]);
      } else {
        port = Integer.parseInt(arguments[i]);
      }
    }
    Path data = Files.createTempDirectory("batuta-benchmark-");
    PrintStream out = System.out;
    // With the limits that the product has when nobody sets any: they are what is measured.
    try (Product product = Product.start(home, data, port, Map.of())) {
      new FairnessBenchmark(product, out, seconds).run();
    }
    out.println("data directory of this run: " + data);
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    for (int i = 1; i <= QUIET_TENANTS; i++) {
      quietKeys.add(tenant("quiet-" + i));
    }
    String floodKey = tenant("flood");
    var _ = quiet(seconds);
    print("floor: Kafka request-reply  ", KafkaFloor.measure(product.kafka(), SEQUENTIAL));
    Figures before = quiet(seconds);
    print("quiet, before               ", before.times());
    Flood flood = new Flood(floodKey);
    flood.start();
    await(SETTLING_SECONDS);
    Figures during = quiet(seconds);
    flood.stop();
    print("quiet, under the flood      ", during.times());
    await(2 * SETTLING_SECONDS);
    Figures after = quiet(seconds);
    print("quiet, after                ", after.times());
    out.printf(
        "errors of the quiet           %d before, %d under the flood, %d after%n",
        before.errors(), during.errors(), after.errors());
    flood.print();
    double rise = 100.0 * (p99(during) - p99(before)) / p99(before);
    out.printf("p99 of the quiet under the flood against before: %+.0f %% of +20 %%%n", rise);
    double own = 100.0 * (p99(after) - p99(before)) / p99(before);
    out.printf("p99 without a flood, after against before:       %+.0f %% (noise)%n", own);
  }

  /** What the quiet tenants met in one stretch of time. */
  private record Figures(Histogram times, long errors) {}

  private static double p99(Figures figures) {
    return figures.times().getValueAtPercentile(99);
  }

  /** Makes a tenant that is served, and returns a key of it. */
  private String tenant(String id) throws IOException, InterruptedException {
    String platform = product.platformKey();
    expect(
        product.send(
            platform,
            "/api/v1/tenants",
            """
            {"tenant_id":"%s","name":"%s","country":"UY","currency":"UYU","locale":"es-UY",\
            "time_zone":"America/Montevideo","tier":"starter"}\
            """
                .formatted(id, id)));
    String made = expect(product.send(platform, "/api/v1/tenants/" + id + "/api-keys", "{}"));
    String key = ContractJson.mapper().readTree(made).path("api_key").stringValue();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
    while (!completes(key)) {
      if (System.nanoTime() > until) {
        throw new IOException("tenant " + id + " is not served");
      }
    }
    return key;
  }

  private boolean completes(String key) throws IOException, InterruptedException {
    return product
        .send(key, "/api/v1/tasks", NO_OP, "Prefer", "wait=10")
        .body()
        .contains("\"status\":\"completed\"");
  }

  private static String expect(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(answer.uri() + " answered " + answer.statusCode() + answer.body());
    }
    return answer.body();
  }

  /** The quiet tenants at their pace for so many seconds. */
  private Figures quiet(int length) throws InterruptedException {
    Histogram times = new ConcurrentHistogram(120_000_000L, 3);
    LongAdder errors = new LongAdder();
    try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
      long begun = System.nanoTime();
      long step = EACH_NANOS / QUIET_TENANTS;
      int count = Math.toIntExact(TimeUnit.SECONDS.toNanos(length) / step);
      CountDownLatch never = new CountDownLatch(1);
      for (int i = 0; i < count; i++) {
        long due = begun + i * step;
        var _ = never.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
        String key = quietKeys.get(i % QUIET_TENANTS);
        requests.execute(() -> one(key, due, times, errors));
      }
    }
    return new Figures(times, errors.sum());
  }

  private void one(String key, long due, Histogram times, LongAdder errors) {
    try {
      if (!completes(key)) {
        errors.increment();
      }
    } catch (IOException _) {
      errors.increment();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    times.recordValue((System.nanoTime() - due) / 1000);
  }

  private static void await(int length) throws InterruptedException {
    var _ = new CountDownLatch(1).await(length, TimeUnit.SECONDS);
  }

  /** One tenant that sends as fast as it can and heeds nothing. */
  private final class Flood {
    private final String key;
    private final AtomicInteger left = new AtomicInteger(FLOOD);
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    Flood(String key) {
      this.key = key;
    }

    void start() {
      for (int i = 0; i < FLOOD_CONNECTIONS; i++) {
        senders.execute(this::send);
      }
    }

    private void send() {
      while (!stopped && left.getAndDecrement() > 0) {
        try {
          int status = product.send(key, "/api/v1/tasks", NO_OP).statusCode();
          (status == 202 || status == 200 ? accepted : status == 429 ? refused : failed)
              .increment();
        } catch (IOException _) {
          failed.increment();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    void stop() {
      stopped = true;
      senders.close();
    }

    void print() {
      out.printf(
          "flood over %d connections     %d sent of %d: %d accepted, %d refused with 429, %d"
              + " failed%n",
          FLOOD_CONNECTIONS,
          accepted.sum() + refused.sum() + failed.sum(),
          FLOOD,
          accepted.sum(),
          refused.sum(),
          failed.sum());
    }
  }

  private void print(String name, Histogram micros) {
    out.printf(
        "%s p50 %7.1f ms   p99 %7.1f ms   max %7.1f ms   n %d%n",
        name,
        micros.getValueAtPercentile(50) / 1000.0,
        micros.getValueAtPercentile(99) / 1000.0,
        micros.getMaxValue() / 1000.0,
        micros.getTotalCount());
  }
}
