package dev.batuta.embedded.kafka;

import dev.batuta.embedded.host.DirectoryLock;
import dev.batuta.embedded.host.InfrastructureStartException;
import dev.batuta.embedded.host.Ports;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker and its KRaft controller in this JVM, listening on the loopback address, with
 * a log directory that is kept.
 *
 * <p>Durability: a record is in the operating system's page cache before it is acknowledged, so it
 * survives {@code kill -9} of the process. Kafka leaves it to the operating system when the cache
 * goes to the disk (about 30 seconds on Linux); a power cut can lose that much on a single node.
 *
 * @see <a href="https://kafka.apache.org/documentation/#brokerconfigs">Kafka broker settings</a>
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final String CLUSTER_ID = "YmF0dXRhLWNsdXN0ZXItMQ";
  private static final int NODE_ID = 1;

  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, DirectoryLock lock, int port) {
    this.server = server;
    this.lock = lock;
    this.port = port;
  }

  /**
   * Starts the broker and waits until it serves clients.
   *
   * @param directory where the logs are kept; formatted at the first start
   * @param port where clients connect; free
   * @param controllerPort where broker and controller talk to each other; free
   * @throws InfrastructureStartException if the directory is in use or the broker cannot start
   */
  public static EmbeddedKafka start(Path directory, int port, int controllerPort) {
    // Found out here, because Kafka itself ends the whole JVM when it cannot listen.
    Ports.requireFree(port, "Kafka");
    Ports.requireFree(controllerPort, "Kafka's controller");
    DirectoryLock lock = DirectoryLock.acquire(directory);
    KafkaRaftServer server = null;
    try {
      Path logs = Files.createDirectories(directory.resolve("log"));
      format(logs);
      server =
          new KafkaRaftServer(
              new KafkaConfig(BrokerSettings.of(logs, NODE_ID, port, controllerPort)), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, lock, port);
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
      }
      lock.close();
      throw startFailure(directory, port, e);
    }
  }

  private static InfrastructureStartException startFailure(
      Path directory, int port, Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof BindException || message.contains("Address already in use")) {
        return Ports.inUse(port, "Kafka", failure);
      }
    }
    return new InfrastructureStartException(
        "Kafka cannot start with its data in " + directory + ": " + failure.getMessage(), failure);
  }

  private static void format(Path logs) throws Exception {
    if (Files.exists(logs.resolve("meta.properties"))) {
      return;
    }
    try (var silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(NODE_ID)
          .setClusterId(CLUSTER_ID)
          .addDirectory(logs.toString())
          .setMetadataLogDirectory(logs.toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setIgnoreFormatted(true)
          .run();
    }
  }

  /** Where clients connect: {@code host:port}. */
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** Stops broker and controller in order; the logs stay. */
  @Override
  public void close() {
    try {
      server.shutdown();
      server.awaitShutdown();
    } finally {
      lock.close();
    }
  }
}
