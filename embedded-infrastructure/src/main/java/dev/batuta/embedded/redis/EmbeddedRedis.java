package dev.batuta.embedded.redis;

import dev.batuta.embedded.host.InfrastructureStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server as a child process that listens on the loopback address and keeps nothing on disk:
 * {@code redis-server} from the PATH when there is one, else the binary of embedded-redis (6.2). A
 * child that an earlier, killed JVM left behind is found by its pid file and stopped first.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(15);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final Duration PROBE = Duration.ofMillis(20);

  private final Process process;
  private final Path pidFile;
  private final int port;

  private EmbeddedRedis(Process process, Path pidFile, int port) {
    this.process = process;
    this.pidFile = pidFile;
    this.port = port;
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @param directory where the pid file and the log file lie; created when missing
   * @param port a free port
   * @throws InfrastructureStartException if it does not answer within 15 seconds
   */
  public static EmbeddedRedis start(Path directory, int port) {
    try {
      Files.createDirectories(directory);
      Path pidFile = pidFile(directory);
      stopLeftOver(directory);
      Path logFile = directory.resolve("redis.log");
      Process process =
          new ProcessBuilder(
                  executable(directory).toString(),
                  "--port",
                  Integer.toString(port),
                  "--bind",
                  "127.0.0.1",
                  "--save",
                  "",
                  "--appendonly",
                  "no",
                  "--dir",
                  directory.toAbsolutePath().toString())
              .redirectErrorStream(true)
              .redirectOutput(logFile.toFile())
              .start();
      Files.writeString(pidFile, Long.toString(process.pid()));
      var redis = new EmbeddedRedis(process, pidFile, port);
      redis.awaitAnswer(logFile);
      return redis;
    } catch (IOException e) {
      throw new InfrastructureStartException(
          "redis-server cannot be started: " + e.getMessage(), e);
    }
  }

  private static Path pidFile(Path directory) {
    return directory.resolve("redis.pid");
  }

  private static Path executable(Path directory) throws IOException {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Optional<Path> installed =
        Arrays.stream(path.split(":", -1))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry, "redis-server"))
            .filter(Files::isExecutable)
            .findFirst();
    if (installed.isPresent()) {
      return installed.get();
    }
    Path unpacked = Files.createDirectories(directory.resolve("bin"));
    return ExecutableProvider.newJarResourceProvider(unpacked.toFile()).get().toPath();
  }

  /**
   * Stops the Redis child that a killed JVM left alive, if the pid file of this directory names one
   * that really is a Redis server (process ids are used again by the operating system).
   */
  public static void stopLeftOver(Path directory) throws IOException {
    Path pidFile = pidFile(directory);
    if (!Files.exists(pidFile)) {
      return;
    }
    String text = Files.readString(pidFile).strip();
    if (text.matches("\\d{1,18}")) {
      ProcessHandle.of(Long.parseLong(text))
          .filter(EmbeddedRedis::isRedis)
          .ifPresent(left -> {
            log.atInfo().addKeyValue("pid", left.pid()).log("stopping left-over redis-server");
            left.destroy();
            awaitEnd(left);
          });
    }
    Files.deleteIfExists(pidFile);
  }

  private static boolean isRedis(ProcessHandle handle) {
    Path commandLine = Path.of("/proc", Long.toString(handle.pid()), "cmdline");
    try {
      String command =
          Files.exists(commandLine)
              ? Files.readString(commandLine, StandardCharsets.ISO_8859_1).split("\0", 2)[0]
              : handle.info().command().orElse("");
      return command.contains("redis-server");
    } catch (IOException endedMeanwhile) {
      return false;
    }
  }

  private static void awaitEnd(ProcessHandle handle) {
    try {
      handle.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      handle.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for redis-server to end failed", e);
    }
  }

  private void awaitAnswer(Path logFile) throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (!answers()) {
        if (process.waitFor(PROBE.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new InfrastructureStartException(
              "redis-server on port " + port + " ended at once: " + lastLine(logFile));
        }
        if (System.nanoTime() > deadline) {
          close();
          throw new InfrastructureStartException(
              "redis-server on port " + port + " does not answer: " + lastLine(logFile));
        }
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new InfrastructureStartException("interrupted while redis-server was starting", e);
    }
  }

  private static String lastLine(Path logFile) throws IOException {
    try (Stream<String> lines = Files.lines(logFile, StandardCharsets.ISO_8859_1)) {
      List<String> all = lines.filter(line -> !line.isBlank()).toList();
      return all.isEmpty() ? "no output" : all.getLast();
    }
  }

  /** Whether the server on the port is the child, and not another that has the port already. */
  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("INFO server\r\n".getBytes(StandardCharsets.US_ASCII));
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = answer.readLine();
      while (line != null && !line.startsWith("process_id:")) {
        line = answer.readLine();
      }
      return ("process_id:" + pid()).equals(line);
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where it listens: always the loopback address. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The child's process id. */
  public long pid() {
    return process.pid();
  }

  /** Stops the server; what it held is gone. */
  @Override
  public void close() {
    process.destroy();
    awaitEnd(process.toHandle());
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      log.atWarn().addKeyValue("file", pidFile).setCause(e).log("pid file not deleted");
    }
  }
}
