package dev.batuta.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.embedded.host.InfrastructureStartException;
import dev.batuta.embedded.host.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRedisIT {
  private final Ports ports = new Ports(RandomGenerator.getDefault());

  @Test
  void a_child_that_a_killed_jvm_left_alive_is_stopped_at_the_next_start(@TempDir Path directory) {
    int port = ports.free();
    EmbeddedRedis leftOver = EmbeddedRedis.start(directory, port);

    try (EmbeddedRedis next = EmbeddedRedis.start(directory, port)) {
      assertThat(next.pid()).isNotEqualTo(leftOver.pid());
      assertThat(ProcessHandle.of(leftOver.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Test
  void a_process_that_only_has_the_same_id_is_left_alone(@TempDir Path directory) throws Exception {
    Process innocent = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(directory.resolve("redis.pid"), Long.toString(innocent.pid()));

      EmbeddedRedis.stopLeftOver(directory);

      assertThat(innocent.isAlive()).isTrue();
    } finally {
      innocent.destroyForcibly();
    }
  }

  @Test
  void closing_ends_the_process_and_its_pid_file(@TempDir Path directory) {
    EmbeddedRedis redis = EmbeddedRedis.start(directory, ports.free());
    long pid = redis.pid();

    redis.close();

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(directory.resolve("redis.pid")).doesNotExist();
  }

  @Test
  void a_server_that_ends_at_once_is_reported_with_its_last_words(@TempDir Path directory)
      throws IOException {
    int port = ports.free();
    Path other = Files.createDirectory(directory.resolve("other"));
    try (EmbeddedRedis first = EmbeddedRedis.start(directory, port)) {
      // It answers on the port, so the second one would be taken for started if nobody looked.
      assertThat(first.port()).isEqualTo(port);
      assertThatThrownBy(() -> EmbeddedRedis.start(other, port))
          .isInstanceOf(InfrastructureStartException.class)
          .hasMessageContaining("port " + port);
    }
  }
}
