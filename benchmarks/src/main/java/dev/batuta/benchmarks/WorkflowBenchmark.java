package dev.batuta.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * Workflows, all of one run: the latency of a single task as the floor, then of three steps in a
 * row and of five branches side by side, then how many three-step runs complete per second. Also
 * what many open event streams cost. The load comes from this process, which shares the machine's
 * cores with the product.
 */
public final class WorkflowBenchmark {
  private static final String NO_OP =
      "{\"type\":\"noop\",\"required_capabilities\":[\"ping\"],\"payload\":{}}";
  private static final String THREE =
      """
      {"name":"three_steps","timeout":"PT5M","steps":[
        {"id":"a","kind":"task","capability":"ping","next":"b"},
        {"id":"b","kind":"task","capability":"ping","next":"c"},
        {"id":"c","kind":"task","capability":"ping"}]}
      """;
  private static final String FORK =
      """
      {"name":"fork_five","timeout":"PT5M","steps":[{"id":"fork","kind":"parallel","branches":[
        {"name":"a","steps":[{"id":"ping_a","kind":"task","capability":"ping"}]},
        {"name":"b","steps":[{"id":"ping_b","kind":"task","capability":"ping"}]},
        {"name":"c","steps":[{"id":"ping_c","kind":"task","capability":"ping"}]},
        {"name":"d","steps":[{"id":"ping_d","kind":"task","capability":"ping"}]},
        {"name":"e","steps":[{"id":"ping_e","kind":"task","capability":"ping"}]}]}]}
      """;
  private static final int SEQUENTIAL = 500;
  private static final int WARM_UP_TASKS = 6_000;
  private static final int WARM_UP_RUNS = 3_000;
  private static final int RUNS = 5_000;
  private static final int CLIENTS = 16;
  private static final int STREAMS = 1_000;
  private static final long LOOK_MS = 20;
  private static final long LONGEST_SECONDS = 300;

  private final Product product;
  private final PrintStream out;

  private WorkflowBenchmark(Product product, PrintStream out) {
    this.product = product;
    this.out = out;
  }

  /** Runs all; the argument is the repository's root. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
    int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8620;
    Path data = Files.createTempDirectory("batuta-benchmark-");
    PrintStream out = System.out;
    try (Product product = Product.start(home, data, port)) {
      new WorkflowBenchmark(product, out).run();
    }
    out.println("data directory of this run: " + data);
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    var _ = product.post("/api/v1/workflows", THREE);
    var _ = product.post("/api/v1/workflows", FORK);
    tasks(WARM_UP_TASKS);
    var _ = runAll("three_steps", WARM_UP_RUNS);
    var _ = runAll("fork_five", WARM_UP_RUNS / 3);
    Histogram task = sequential("/api/v1/tasks", NO_OP);
    print("one no-op task              ", task);
    Histogram three = sequential("/api/v1/workflows/three_steps/runs", "{}");
    print("three steps in a row        ", three);
    out.printf(
        "    p50 against 3 x one task: %.1f ms of %.1f ms%n",
        three.getValueAtPercentile(50) / 1000.0, 3 * task.getValueAtPercentile(50) / 1000.0);
    print("five branches side by side  ", sequential("/api/v1/workflows/fork_five/runs", "{}"));
    throughput("three_steps", RUNS);
    throughput("fork_five", RUNS / 2);
    streams();
    out.printf("memory after load           %8d MB%n", product.residentMb());
  }

  private Histogram sequential(String path, String body) throws IOException, InterruptedException {
    Histogram histogram = new Histogram(60_000_000L, 3);
    for (int i = 0; i < SEQUENTIAL; i++) {
      long begun = System.nanoTime();
      String answer = product.post(path, body, "Prefer", "wait=10");
      histogram.recordValue((System.nanoTime() - begun) / 1000);
      if (!answer.contains("\"status\":\"completed\"")) {
        throw new IOException("not completed: " + answer);
      }
    }
    return histogram;
  }

  private void tasks(int count) throws InterruptedException, ExecutionException {
    AtomicInteger left = new AtomicInteger(count);
    Load.each(
        CLIENTS,
        () -> {
          while (left.getAndDecrement() > 0) {
            var _ = product.post("/api/v1/tasks", NO_OP, "Prefer", "wait=30");
          }
        });
  }

  private void throughput(String workflow, int count)
      throws IOException, InterruptedException, ExecutionException {
    long cpu = product.cpuMs();
    double seconds = runAll(workflow, count);
    double used = product.cpuMs() - cpu;
    out.printf(
        "%d runs of %s, %d clients  %8.0f runs/s, %.2f ms CPU of the product a run%n",
        count, workflow, CLIENTS, count / seconds, used / count);
  }

  /** Starts runs and waits until all have ended; in seconds. */
  private double runAll(String workflow, int count)
      throws IOException, InterruptedException, ExecutionException {
    double before = product.metric("batuta_workflow_runs_seconds_count");
    long begun = System.nanoTime();
    AtomicInteger left = new AtomicInteger(count);
    Load.each(
        CLIENTS,
        () -> {
          while (left.getAndDecrement() > 0) {
            var _ = product.post("/api/v1/workflows/" + workflow + "/runs", "{}");
          }
        });
    CountDownLatch never = new CountDownLatch(1);
    long until = begun + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (product.metric("batuta_workflow_runs_seconds_count") - before < count) {
      if (System.nanoTime() > until || never.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        throw new IOException("not all runs ended within " + LONGEST_SECONDS + " s");
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Opens many streams of one waiting task each, lets them stand, and counts what they cost. */
  private void streams() throws IOException, InterruptedException {
    String plan =
        """
        {"name":"waits","timeout":"PT5M","steps":[{"id":"wait","kind":"callback","timeout":"PT4M"}]}
        """;
    var _ = product.post("/api/v1/workflows", plan);
    try (EventStreams streams = new EventStreams(product)) {
      for (int i = 0; i < STREAMS; i++) {
        String answer = product.post("/api/v1/workflows/waits/runs", "{}");
        String id = answer.replaceAll("(?s).*?\"run_id\":\"([^\"]+)\".*", "$1");
        streams.open("/api/v1/workflow-runs/" + id + "/stream", id);
      }
      long cpu = product.cpuMs();
      CountDownLatch never = new CountDownLatch(1);
      var _ = never.await(20, TimeUnit.SECONDS);
      out.printf(
          "%d open event streams        %d open, %.2f cores while nothing happens%n",
          STREAMS, streams.alive(), (product.cpuMs() - cpu) / 20_000.0);
      Histogram heard = new Histogram(60_000_000L, 3);
      for (String id : streams.ids().subList(0, 200)) {
        long begun = System.nanoTime();
        var _ = product.post("/api/v1/workflow-runs/" + id + "/callbacks/wait", "{}");
        streams.awaitEnd(id);
        heard.recordValue((System.nanoTime() - begun) / 1000);
      }
      print("call until its stream ends  ", heard);
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
