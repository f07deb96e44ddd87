package dev.batuta.embedded;

import dev.batuta.embedded.host.DirectoryLock;
import dev.batuta.embedded.host.InfrastructureStartException;
import dev.batuta.embedded.host.Ports;
import dev.batuta.embedded.kafka.EmbeddedKafka;
import dev.batuta.embedded.mongo.EmbeddedMongo;
import dev.batuta.embedded.redis.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka, MongoDB and Redis, started together and reachable on the loopback address. What survives
 * {@code kill -9} and what survives a power cut is stated at {@link EmbeddedMongo} and {@link
 * EmbeddedKafka}; Redis keeps nothing.
 */
public final class EmbeddedInfrastructure implements AutoCloseable {
  /** The database that {@link #mongoUri()} names when the server is embedded. */
  public static final String DATABASE = "batuta";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedInfrastructure.class);

  private final String mongoUri;
  private final String kafkaBootstrap;
  private final String redisAddress;
  private final Deque<AutoCloseable> toClose;
  private @Nullable Thread jvmEnd;

  private EmbeddedInfrastructure(
      String mongoUri, String kafkaBootstrap, String redisAddress, Deque<AutoCloseable> toClose) {
    this.mongoUri = mongoUri;
    this.kafkaBootstrap = kafkaBootstrap;
    this.redisAddress = redisAddress;
    this.toClose = toClose;
  }

  /**
   * Starts what the options ask for, side by side, and returns when all of it answers. When one
   * server cannot start, the others are stopped again.
   *
   * @throws InfrastructureStartException with one sentence for the user
   */
  public static EmbeddedInfrastructure start(InfrastructureOptions options) {
    Deque<AutoCloseable> started = new ArrayDeque<>();
    try {
      return start(options, started);
    } catch (RuntimeException e) {
      closeAll(started);
      throw e;
    }
  }

  private static EmbeddedInfrastructure start(
      InfrastructureOptions options, Deque<AutoCloseable> started) {
    Path data = dataDirectory(options, started);
    Path redisData = data.resolve("redis");
    if (options.existingRedis() == null) {
      stopLeftOverRedis(redisData); // it may still hold the port
    }
    var ports = new Ports(RandomGenerator.getDefault());
    int mongoPort = ports.choose(options.mongoPort(), "MongoDB");
    int kafkaPort = ports.choose(options.kafkaPort(), "Kafka");
    int redisPort = ports.choose(options.redisPort(), "Redis");

    String existingRedis = options.existingRedis();
    CompletableFuture<@Nullable EmbeddedRedis> redis =
        begin(
            existingRedis == null ? () -> EmbeddedRedis.start(redisData, redisPort) : null,
            started);
    CompletableFuture<@Nullable EmbeddedMongo> mongo =
        begin(
            options.existingMongo() != null
                ? null
                : options.dataDirectory() == null
                    ? () -> EmbeddedMongo.inMemory(mongoPort)
                    : () -> EmbeddedMongo.keptIn(data.resolve("mongo"), mongoPort),
            started);
    CompletableFuture<@Nullable EmbeddedKafka> kafka =
        begin(
            options.existingKafka() == null
                ? () -> EmbeddedKafka.start(data.resolve("kafka"), kafkaPort, ports.free())
                : null,
            started);
    awaitAll(List.of(redis, mongo, kafka));

    EmbeddedMongo startedMongo = mongo.join();
    EmbeddedKafka startedKafka = kafka.join();
    var infrastructure =
        new EmbeddedInfrastructure(
            startedMongo == null ? given(options.existingMongo()) : startedMongo.uri(DATABASE),
            startedKafka == null ? given(options.existingKafka()) : startedKafka.bootstrap(),
            existingRedis == null ? "127.0.0.1:" + redisPort : existingRedis,
            started);
    if (options.stopWithJvm()) {
      infrastructure.stopAtJvmEnd();
    }
    return infrastructure;
  }

  private static String given(@Nullable String address) {
    return Objects.requireNonNull(address, "a server was neither started nor given");
  }

  private static Path dataDirectory(InfrastructureOptions options, Deque<AutoCloseable> started) {
    Path kept = options.dataDirectory();
    if (kept != null) {
      // First of all: what runs on this directory now must not be touched.
      started.push(DirectoryLock.acquire(kept.toAbsolutePath()));
      return kept.toAbsolutePath();
    }
    try {
      Path temporary = Files.createTempDirectory("batuta-");
      started.push(() -> deleteTree(temporary));
      return temporary;
    } catch (IOException e) {
      throw new InfrastructureStartException(
          "no temporary directory can be made: " + e.getMessage(), e);
    }
  }

  private static void stopLeftOverRedis(Path directory) {
    try {
      EmbeddedRedis.stopLeftOver(directory);
    } catch (IOException e) {
      throw new InfrastructureStartException(
          "the Redis data in " + directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static <S extends AutoCloseable> CompletableFuture<@Nullable S> begin(
      @Nullable Supplier<S> start, Deque<AutoCloseable> started) {
    if (start == null) {
      return CompletableFuture.completedFuture(null);
    }
    var future = new CompletableFuture<@Nullable S>();
    Thread.ofPlatform()
        .daemon()
        .name("embedded-infrastructure-start")
        .start(() -> {
          try {
            S server = start.get();
            synchronized (started) {
              started.push(server);
            }
            future.complete(server);
          } catch (RuntimeException | Error e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  private static void awaitAll(List<? extends CompletableFuture<?>> futures) {
    RuntimeException failure = null;
    for (CompletableFuture<?> future : futures) {
      try {
        future.join();
      } catch (CompletionException e) {
        RuntimeException next =
            e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        if (failure == null) {
          failure = next;
        } else {
          failure.addSuppressed(next);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void stopAtJvmEnd() {
    Thread hook = Thread.ofPlatform().name("embedded-infrastructure-stop").unstarted(this::stop);
    Runtime.getRuntime().addShutdownHook(hook);
    jvmEnd = hook;
  }

  /** Where Kafka clients connect: {@code host:port}. */
  public String kafkaBootstrap() {
    return kafkaBootstrap;
  }

  /** The MongoDB connection string, with the database. */
  public String mongoUri() {
    return mongoUri;
  }

  /** Where Redis listens. */
  public String redisHost() {
    return redisAddress.substring(0, redisAddress.lastIndexOf(':'));
  }

  /** The port of Redis. */
  public int redisPort() {
    return Integer.parseInt(redisAddress.substring(redisAddress.lastIndexOf(':') + 1));
  }

  /** Stops what was started. Calling it again does nothing. */
  @Override
  public void close() {
    Thread hook = jvmEnd;
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException jvmIsEnding) {
        log.atDebug().log("closed while the JVM ends");
      }
    }
    stop();
  }

  private void stop() {
    closeAll(toClose);
  }

  private static void closeAll(Deque<AutoCloseable> started) {
    synchronized (started) {
      while (!started.isEmpty()) {
        try {
          started.pop().close();
        } catch (Exception e) {
          log.atWarn().setCause(e).log("an embedded server did not stop in order");
        }
      }
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
