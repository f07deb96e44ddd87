package dev.batuta.embedded.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostTest {
  private final Ports ports = new Ports(RandomGenerator.getDefault());

  @Test
  void a_free_port_lies_below_those_of_outgoing_connections() {
    assertThat(ports.free()).isBetween(20_000, 31_999);
  }

  @Test
  void a_port_in_use_is_named_with_what_wanted_it() throws IOException {
    int port = ports.free();
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
      assertThatThrownBy(() -> ports.choose(port, "Kafka"))
          .isInstanceOf(InfrastructureStartException.class)
          .hasMessage("port " + port + ", wanted by Kafka, is in use by another program");
    }
  }

  @Test
  void a_data_directory_is_used_by_one_process_only(@TempDir Path directory) {
    try (var lock = DirectoryLock.acquire(directory)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> DirectoryLock.acquire(directory))
          .isInstanceOf(InfrastructureStartException.class)
          .hasMessage(
              "data directory "
                  + directory
                  + " is in use by process "
                  + ProcessHandle.current().pid());
    }

    DirectoryLock.acquire(directory).close();
  }
}
