package dev.batuta.embedded.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.embedded.host.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedKafkaIT {
  @TempDir private static @Nullable Path directory;
  private static @Nullable EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    var ports = new Ports(RandomGenerator.getDefault());
    kafka = EmbeddedKafka.start(requireNonNull(directory), ports.free(), ports.free());
  }

  @AfterAll
  static void stop() {
    if (kafka != null) {
      kafka.close();
    }
  }

  private static Map<String, Object> address() {
    return Map.of("bootstrap.servers", requireNonNull(kafka).bootstrap());
  }

  private static void create(NewTopic topic) throws Exception {
    try (Admin admin = Admin.create(address())) {
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void a_consumer_of_the_new_group_protocol_reads_what_was_produced() throws Exception {
    create(new NewTopic("quote.tasks.acme", 1, (short) 1));
    produce("quote.tasks.acme", 100);
    Map<String, Object> settings = new HashMap<>(address());
    settings.put("group.id", "quote-agents");
    settings.put("group.protocol", "consumer");
    settings.put("auto.offset.reset", "earliest");

    int[] read = {0};
    try (Consumer<String, String> consumer = consumer(settings)) {
      consumer.subscribe(List.of("quote.tasks.acme"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            read[0] += consumer.poll(Duration.ofMillis(100)).count();
            return read[0] >= 100;
          });
      consumer.commitSync(Duration.ofSeconds(10));
    }

    assertThat(read[0]).isEqualTo(100);
  }

  @Test
  void a_compacted_topic_keeps_only_the_last_record_of_a_key() throws Exception {
    create(
        new NewTopic("platform.tenants", 1, (short) 1)
            .configs(
                Map.of(
                    "cleanup.policy",
                    "compact",
                    "segment.ms",
                    "100",
                    "min.cleanable.dirty.ratio",
                    "0.01",
                    "max.compaction.lag.ms",
                    "100")));

    produce("platform.tenants", 50);

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          produce("platform.tenants", 1); // rolls the segment, so that it can be cleaned
          return countOfKey("platform.tenants") < 50;
        });
  }

  private static void produce(String topic, int records) throws Exception {
    try (Producer<String, String> producer =
        new KafkaProducer<>(address(), new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(topic, "acme", "value " + i)).get(10, TimeUnit.SECONDS);
      }
    }
  }

  private static int countOfKey(String topic) {
    var partition = new TopicPartition(topic, 0);
    int count = 0;
    try (Consumer<String, String> consumer = consumer(address())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      for (int polls = 0; polls < 100 && consumer.position(partition) < end; polls++) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
          count += record.key().equals("acme") ? 1 : 0;
        }
      }
    }
    return count;
  }

  private static Consumer<String, String> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }
}
