package dev.batuta.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * The main figures, all of one run: the floor, one task's latency, task throughput, a quote by
 * chat, start time and memory. The load comes from this process, which shares the machine's cores
 * with the product.
 */
public final class MainBenchmark {
  private static final String NO_OP =
      "{\"type\":\"noop\",\"required_capabilities\":[\"ping\"],\"payload\":{}}";
  private static final int SEQUENTIAL = 500;
  private static final int WARM_UP_TASKS = 10_000;
  private static final int TASKS = 20_000;
  private static final int CLIENTS = 16;
  private static final int CHATS_PER_LEVEL = 1_000;
  private static final long LOOK_MS = 20;
  private static final long LONGEST_SECONDS = 180;

  private final Product product;
  private final PrintStream out;
  private final AtomicInteger phones = new AtomicInteger(1_000_000);

  private MainBenchmark(Product product, PrintStream out) {
    this.product = product;
    this.out = out;
  }

  /** Runs all; the argument is the repository's root. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
    int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8600;
    Path data = Files.createTempDirectory("batuta-benchmark-");
    PrintStream out = System.out;
    try (Product product = Product.start(home, data, port)) {
      new MainBenchmark(product, out).run();
    }
    out.println("data directory of this run: " + data);
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    out.printf("start to healthy            %8.1f s%n", product.startTime().toMillis() / 1000.0);
    out.printf("memory idle                 %8d MB%n", product.residentMb());
    warmUp();
    Histogram floor = KafkaFloor.measure(product.kafka(), SEQUENTIAL);
    print("(a) Kafka request-reply     ", floor);
    Histogram one = sequentialTasks();
    print("(b) one no-op task          ", one);
    out.printf(
        "    p50 against 2 x floor + 3 ms: %.1f ms of %.1f ms%n",
        one.getValueAtPercentile(50) / 1000.0, 2 * floor.getValueAtPercentile(50) / 1000.0 + 3);
    throughput();
    for (int concurrent : new int[] {1, 10, 100}) {
      chat(concurrent);
    }
    out.printf("memory after load           %8d MB%n", product.residentMb());
  }

  private void warmUp() throws IOException, InterruptedException, ExecutionException {
    // The JIT compiler needs tens of thousands of calls; the first of them tell what a cold start
    // is.
    out.printf("cold: first 2000 tasks      %8.0f tasks/s%n", 2_000 / submitAll(2_000));
    var _ = submitAll(WARM_UP_TASKS);
    chatAll(10, 800, new ConcurrentHistogram(60_000_000L, 3), new LongAdder());
  }

  private Histogram sequentialTasks() throws IOException, InterruptedException {
    Histogram histogram = new Histogram(60_000_000L, 3);
    for (int i = 0; i < SEQUENTIAL; i++) {
      long begun = System.nanoTime();
      String answer = product.post("/api/v1/tasks", NO_OP, "Prefer", "wait=10");
      histogram.recordValue((System.nanoTime() - begun) / 1000);
      if (!answer.contains("\"status\":\"completed\"")) {
        throw new IOException("not completed: " + answer);
      }
    }
    return histogram;
  }

  private void throughput() throws IOException, InterruptedException, ExecutionException {
    long cpu = product.cpuMs();
    double seconds = submitAll(TASKS);
    double used = product.cpuMs() - cpu;
    out.printf(
        "(c) %d tasks, %d clients    %8.0f tasks/s, %.2f ms CPU of the product a task%n",
        TASKS, CLIENTS, TASKS / seconds, used / TASKS);
  }

  /** Submits and waits until all have ended; in seconds. */
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

  private void chat(int concurrent) throws InterruptedException, ExecutionException {
    Histogram histogram = new ConcurrentHistogram(120_000_000L, 3);
    LongAdder errors = new LongAdder();
    long begun = System.nanoTime();
    int count = concurrent == 1 ? CHATS_PER_LEVEL / 4 : CHATS_PER_LEVEL;
    chatAll(concurrent, count, histogram, errors);
    double seconds = (System.nanoTime() - begun) / 1e9;
    print("(d) quote by chat, %3d at once".formatted(concurrent), histogram);
    out.printf("    %d quotes, %d errors, %.0f quotes/s%n", count, errors.sum(), count / seconds);
  }

  private void chatAll(int concurrent, int count, Histogram histogram, LongAdder errors)
      throws InterruptedException, ExecutionException {
    AtomicInteger left = new AtomicInteger(count);
    Load.each(
        concurrent,
        () -> {
          while (left.getAndDecrement() > 0) {
            String body =
                "{\"mensaje\":\"Hola, soy Ana, cotizame 6 paneles isopanel de 100 mm de 4 m blanco"
                    + " para Maldonado\",\"telefono\":\"+5989"
                    + phones.incrementAndGet()
                    + "\"}";
            long begun = System.nanoTime();
            try {
              String answer = product.post("/chat/process", body);
              if (!answer.contains("\"quote_id\"")) {
                errors.increment();
              }
            } catch (IOException failed) {
              errors.increment();
            }
            histogram.recordValue((System.nanoTime() - begun) / 1000);
          }
        });
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
