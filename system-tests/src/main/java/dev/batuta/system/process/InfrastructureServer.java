package dev.batuta.system.process;

import dev.batuta.embedded.kafka.EmbeddedKafka;
import dev.batuta.embedded.mongo.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A Kafka broker or a MongoDB-compatible server, alone in its JVM. Arguments: {@code kafka} or
 * {@code mongo}, the directory of its data, its port, for Kafka the controller's port, and a file
 * that it writes its process id into when it serves.
 */
public final class InfrastructureServer {
  private InfrastructureServer() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    Path directory = Path.of(arguments[1]);
    int port = Integer.parseInt(arguments[2]);
    switch (arguments[0]) {
      case "mongo" -> EmbeddedMongo.keptIn(directory, port);
      case "kafka" -> EmbeddedKafka.start(directory, port, Integer.parseInt(arguments[3]));
      default -> throw new IllegalArgumentException("mongo or kafka, was " + arguments[0]);
    }
    Files.writeString(Path.of(arguments[4]), Long.toString(ProcessHandle.current().pid()));
    new CountDownLatch(1).await();
  }
}
