package dev.batuta.embedded.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.batuta.embedded.host.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * Measures the journaled server with 100,000 documents of about 400 bytes, client and server in one
 * JVM. Run by hand; prints operations per second and the 50th and 99th percentile of one operation.
 */
final class MongoBenchmark {
  private static final int DOCUMENTS = 100_000;
  private static final int OPERATIONS = 20_000;

  private final MongoCollection<Document> tasks;
  private final AtomicInteger next = new AtomicInteger();
  private final RandomGenerator random = RandomGenerator.getDefault();

  private MongoBenchmark(MongoCollection<Document> tasks) {
    this.tasks = tasks;
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("mongo-benchmark");
    try (EmbeddedMongo server =
            EmbeddedMongo.keptIn(directory, new Ports(RandomGenerator.getDefault()).free());
        MongoClient client = MongoClients.create(server.uri("benchmark"))) {
      var benchmark = new MongoBenchmark(client.getDatabase("benchmark").getCollection("tasks"));
      benchmark.fill();
      for (int threads : List.of(1, 8)) {
        benchmark.measureAll(threads);
      }
    }
    long start = System.nanoTime();
    EmbeddedMongo.keptIn(directory, new Ports(RandomGenerator.getDefault()).free()).close();
    print(String.format(Locale.ROOT, "start with this data and stop: %d ms", millis(start)));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void fill() {
    tasks.createIndex(Indexes.ascending("tenant_id", "session_id"));
    tasks.createIndex(Indexes.ascending("status", "due"));
    tasks.createIndex(Indexes.ascending("tenant_id", "_id"));
    List<Document> batch = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      batch.add(task());
      if (batch.size() == 1_000) {
        tasks.insertMany(batch);
        batch.clear();
      }
    }
  }

  private Document task() {
    int i = next.getAndIncrement();
    return new Document("_id", id(i))
        .append("tenant_id", "tenant-" + i % 20)
        .append("session_id", "session-" + i / 10)
        .append("status", i % 2 == 0 ? "QUEUED" : "COMPLETED")
        .append("due", (long) i)
        .append("version", 1)
        .append("payload", new Document("message", "x".repeat(200)));
  }

  private static String id(int i) {
    return String.format(Locale.ROOT, "0199-%012d", i);
  }

  private String someId() {
    return id(random.nextInt(DOCUMENTS));
  }

  private void measureAll(int threads) throws Exception {
    measure("insert", threads, () -> tasks.insertOne(task()));
    measure("find by _id", threads, () -> tasks.find(eq("_id", someId())).first());
    measure(
        "find by secondary, 10 documents",
        threads,
        () -> {
          int i = random.nextInt(DOCUMENTS / 10);
          tasks
              .find(and(eq("tenant_id", "tenant-" + i % 20), eq("session_id", "session-" + i)))
              .into(new ArrayList<>());
        });
    measure(
        "update {_id, version}",
        threads,
        () ->
            tasks.updateOne(
                and(eq("_id", someId()), eq("version", 1)),
                combine(set("updated", next.get()), inc("n", 1))));
    measure(
        "claim with sort",
        threads,
        () ->
            tasks.findOneAndUpdate(
                eq("status", "QUEUED"),
                set("status", "TAKEN"),
                new FindOneAndUpdateOptions().sort(Sorts.ascending("due"))));
  }

  private static void measure(String name, int threads, Runnable operation) throws Exception {
    int each = OPERATIONS / threads;
    for (int i = 0; i < 500; i++) {
      operation.run();
    }
    long[] times = new long[each * threads];
    long start = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * each;
        pool.execute(() -> {
          for (int i = 0; i < each; i++) {
            long begin = System.nanoTime();
            operation.run();
            times[first + i] = System.nanoTime() - begin;
          }
        });
      }
      pool.shutdown();
      if (!pool.awaitTermination(5, TimeUnit.MINUTES)) {
        throw new IllegalStateException(name + " takes longer than 5 minutes");
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(times);
    print(
        String.format(
            Locale.ROOT,
            "%-32s %d thread(s): %8.0f/s  p50 %.3f ms  p99 %.3f ms",
            name,
            threads,
            times.length / seconds,
            times[times.length / 2] / 1e6,
            times[(int) (times.length * 0.99)] / 1e6));
  }

  private static long millis(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  @SuppressWarnings("SystemOut") // the figures are the result
  private static void print(String line) {
    System.out.println(line);
  }
}
