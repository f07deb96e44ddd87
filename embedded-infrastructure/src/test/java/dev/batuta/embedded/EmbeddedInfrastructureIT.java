package dev.batuta.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.batuta.embedded.host.InfrastructureStartException;
import dev.batuta.embedded.host.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedInfrastructureIT {
  private final Ports ports = new Ports(RandomGenerator.getDefault());

  @Test
  void data_is_there_again_after_a_clean_stop(@TempDir Path directory) throws Exception {
    InfrastructureOptions options = InfrastructureOptions.keptIn(directory);
    try (var first = EmbeddedInfrastructure.start(options);
        MongoClient mongo = MongoClients.create(first.mongoUri());
        Admin kafka = Admin.create(Map.of("bootstrap.servers", first.kafkaBootstrap()))) {
      mongo.getDatabase("batuta").getCollection("c").insertOne(new Document("_id", 1));
      kafka
          .createTopics(List.of(new NewTopic("quote.events.acme", 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);

      assertThatThrownBy(() -> EmbeddedInfrastructure.start(options))
          .isInstanceOf(InfrastructureStartException.class)
          .hasMessageContaining("is in use by process");
      try (var redis = new Socket(first.redisHost(), first.redisPort())) {
        assertThat(redis.isConnected()).as("the running servers are left alone").isTrue();
      }
    }

    try (var second = EmbeddedInfrastructure.start(options);
        MongoClient mongo = MongoClients.create(second.mongoUri());
        Admin kafka = Admin.create(Map.of("bootstrap.servers", second.kafkaBootstrap()))) {
      assertThat(mongo.getDatabase("batuta").getCollection("c").countDocuments()).isEqualTo(1);
      assertThat(kafka.listTopics().names().get(30, TimeUnit.SECONDS))
          .contains("quote.events.acme");
    }
  }

  @Test
  void a_port_in_use_gives_one_sentence(@TempDir Path directory) throws Exception {
    int port = ports.free();
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      InfrastructureOptions options = InfrastructureOptions.keptIn(directory).withPorts(0, port, 0);

      assertThatThrownBy(() -> EmbeddedInfrastructure.start(options))
          .isInstanceOf(InfrastructureStartException.class)
          .hasMessage("port " + port + ", wanted by Kafka, is in use by another program");
    }
  }

  @Test
  void servers_that_exist_already_are_used_as_they_are() {
    InfrastructureOptions options =
        InfrastructureOptions.forgetful()
            .withExisting(
                "mongodb://db.example/batuta", "kafka.example:9092", "redis.example:6379");

    try (var infrastructure = EmbeddedInfrastructure.start(options)) {
      assertThat(URI.create(infrastructure.mongoUri()).getHost()).isEqualTo("db.example");
      assertThat(infrastructure.kafkaBootstrap()).isEqualTo("kafka.example:9092");
      assertThat(infrastructure.redisHost()).isEqualTo("redis.example");
      assertThat(infrastructure.redisPort()).isEqualTo(6379);
    }
  }
}
