package dev.batuta.system.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessGroupIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> LONG = List.of("sleep", "300");

  @Test
  void a_process_that_ends_while_starting_is_reported_with_its_log(@TempDir Path logs) {
    try (ProcessGroup group = new ProcessGroup(logs)) {
      SystemProcess broken =
          group
              .process("broken", List.of("sh", "-c", "echo no room; exit 3"), Map.of(), () -> false)
              .start();

      assertThatThrownBy(broken::awaitHealthy)
          .hasMessageContaining("broken ended while starting")
          .hasMessageContaining("no room");
    }
  }

  @Test
  void a_process_has_a_new_life_after_it_was_killed(@TempDir Path logs) {
    try (ProcessGroup group = new ProcessGroup(logs)) {
      SystemProcess process = group.process("long", LONG, Map.of(), () -> true).start();
      long first = process.pid();

      process.kill();
      assertThat(process.isAlive()).isFalse();
      var _ = process.start().awaitHealthy();

      assertThat(process.pid()).isNotEqualTo(first);
    }
  }

  @Test
  void a_frozen_process_ends_with_its_group(@TempDir Path logs) {
    ProcessGroup group = new ProcessGroup(logs);
    SystemProcess process = group.process("long", LONG, Map.of(), () -> true).start();
    process.freeze();

    group.close();

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void what_is_left_when_this_process_ends_is_killed() throws IOException {
    Process left = new ProcessBuilder("sleep", "300").start();
    Process ended = new ProcessBuilder("sleep", "300").start();
    Guard guard = new Guard();
    guard.started(left.pid());
    guard.started(ended.pid());
    guard.ended(ended.pid());

    // As the end of this process closes the pipe.
    guard.close();

    await().atMost(PATIENCE).until(() -> !left.isAlive());
    assertThat(ended.isAlive()).isTrue();
    ended.destroyForcibly();
  }
}
