package dev.batuta.embedded.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.embedded.host.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KafkaKillIT {
  private static final String TOPIC = "conversation.tasks.acme";
  private static final int ACKNOWLEDGED_BEFORE_KILL = 2_000;

  private final Ports ports = new Ports(RandomGenerator.getDefault());
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  @Test
  void every_acknowledged_record_survives_kill_9(@TempDir Path directory) throws Exception {
    int port = ports.free();
    ServerProcess server = ServerProcess.start("kafka", directory, port, ports.free());
    createTopic(port);
    killInTheMiddleOfProducing(server, port);

    int portAfter = ports.free();
    ServerProcess restarted = ServerProcess.start("kafka", directory, portAfter, ports.free());

    assertThat(read(portAfter)).containsAll(acknowledged);
    restarted.kill();
  }

  private static void createTopic(int port) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address(port)))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private void killInTheMiddleOfProducing(ServerProcess server, int port) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            address(port),
            "acks",
            "all",
            "delivery.timeout.ms",
            5_000,
            "request.timeout.ms",
            2_000,
            "linger.ms",
            0);
    try (Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      Thread producing = Thread.ofPlatform().daemon().start(() -> produce(producer));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> acknowledged.size() >= ACKNOWLEDGED_BEFORE_KILL);
      server.kill();
      producing.interrupt();
      producing.join(Duration.ofSeconds(30));
      producer.close(Duration.ZERO);
    }
  }

  private void produce(Producer<String, String> producer) {
    for (int i = 0; i < 5_000_000 && !Thread.currentThread().isInterrupted(); i++) {
      String value = "task-" + i;
      try {
        var _ =
            producer.send( // the callback tells
                new ProducerRecord<>(TOPIC, "session", value),
                (metadata, failure) -> {
                  if (failure == null) {
                    acknowledged.add(value);
                  }
                });
      } catch (KafkaException interrupted) {
        return;
      }
    }
  }

  private static Set<String> read(int port) {
    var partition = new TopicPartition(TOPIC, 0);
    Set<String> values = new HashSet<>();
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address(port)),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> all = new ArrayList<>(List.of(partition));
      consumer.assign(all);
      consumer.seekToBeginning(all);
      long end = consumer.endOffsets(all).getOrDefault(partition, 0L);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            return consumer.position(partition) >= end;
          });
    }
    return values;
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }
}
