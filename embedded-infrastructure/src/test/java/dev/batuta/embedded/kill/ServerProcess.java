package dev.batuta.embedded.kill;

import dev.batuta.embedded.kafka.EmbeddedKafka;
import dev.batuta.embedded.mongo.EmbeddedMongo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One server in a child JVM. Also the child's main class. */
final class ServerProcess {
  private static final String READY = "READY";

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** The child: a server, until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    Path directory = Path.of(arguments[1]);
    int port = Integer.parseInt(arguments[2]);
    switch (arguments[0]) {
      case "mongo" -> EmbeddedMongo.keptIn(directory, port);
      case "kafka" -> EmbeddedKafka.start(directory, port, Integer.parseInt(arguments[3]));
      default -> throw new IllegalArgumentException("mongo or kafka, was " + arguments[0]);
    }
    announce();
    new CountDownLatch(1).await(10, TimeUnit.MINUTES);
  }

  @SuppressWarnings("SystemOut") // the parent waits for this line
  private static void announce() {
    System.out.println(READY);
  }

  /** Starts the child and waits until its server answers. */
  static ServerProcess start(String kind, Path directory, int port, int secondPort)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName(),
                kind,
                directory.toString(),
                Integer.toString(port),
                Integer.toString(secondPort))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
      if (line == null) {
        throw new IOException(kind + " in " + directory + " did not start");
      }
    }
    return new ServerProcess(process);
  }

  /** SIGKILL: nothing in the child gets to run any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " survived SIGKILL");
    }
  }
}
