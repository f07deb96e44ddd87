package dev.batuta.embedded.mongo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * MongoDB itself keeps the contract. Runs where {@code BATUTA_TEST_MONGO_URI} names a server or a
 * Docker engine has the image {@code mongo:8}; elsewhere it is reported as skipped, not as passed.
 */
@EnabledIf(
    value = "serverIsThere",
    disabledReason = "not done: no Docker engine with the image mongo:8 answers")
final class RealMongoIT extends MongoContract {
  private static final String IMAGE = "mongo:8";
  private @Nullable String container;

  static boolean serverIsThere() {
    return System.getenv("BATUTA_TEST_MONGO_URI") != null
        || docker("image", "inspect", IMAGE).isPresent();
  }

  @Override
  String start() {
    String existing = System.getenv("BATUTA_TEST_MONGO_URI");
    if (existing != null) {
      return existing;
    }
    container =
        docker("run", "--detach", "--rm", "--publish", "127.0.0.1::27017", IMAGE).orElseThrow();
    String address =
        docker("port", container, "27017/tcp").orElseThrow().lines().findFirst().orElseThrow();
    return "mongodb://" + address + "/contract?serverSelectionTimeoutMS=60000";
  }

  @Override
  void stop() {
    if (container != null) {
      docker("rm", "--force", container);
    }
  }

  private static Optional<String> docker(String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of("docker"));
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(output.strip()) : Optional.empty();
    } catch (IOException noDocker) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
