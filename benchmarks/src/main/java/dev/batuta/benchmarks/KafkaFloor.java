package dev.batuta.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The least that a request over Kafka can take: one record there, one back, nothing else. */
final class KafkaFloor {
  private static final int RECORD_BYTES = 500;
  private static final int WARM_UP = 500;
  private static final Duration POLL = Duration.ofMillis(100);

  private KafkaFloor() {}

  /** Times {@code rounds} requests in sequence, in microseconds. */
  static Histogram measure(String bootstrap, int rounds)
      throws InterruptedException, ExecutionException {
    String requests = "floor-requests-" + UUID.randomUUID();
    String replies = "floor-replies-" + UUID.randomUUID();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      var _ =
          admin
              .createTopics(
                  List.of(
                      new NewTopic(requests, 1, (short) 1), new NewTopic(replies, 1, (short) 1)))
              .all()
              .get();
    }
    CountDownLatch stop = new CountDownLatch(1);
    Thread echo = Thread.ofPlatform().start(() -> echo(bootstrap, requests, replies, stop));
    Histogram histogram = new Histogram(60_000_000L, 3);
    try (KafkaProducer<String, byte[]> producer = producer(bootstrap);
        KafkaConsumer<String, byte[]> consumer = consumer(bootstrap, replies)) {
      for (int i = 0; i < WARM_UP + rounds; i++) {
        String key = Integer.toString(i);
        long begun = System.nanoTime();
        var _ = producer.send(new ProducerRecord<>(requests, key, new byte[RECORD_BYTES]));
        awaitReply(consumer, key);
        if (i >= WARM_UP) {
          histogram.recordValue((System.nanoTime() - begun) / 1000);
        }
      }
    } finally {
      stop.countDown();
      echo.join();
    }
    return histogram;
  }

  private static void awaitReply(KafkaConsumer<String, byte[]> consumer, String key) {
    while (true) {
      for (ConsumerRecord<String, byte[]> reply : consumer.poll(POLL)) {
        if (reply.key().equals(key)) {
          return;
        }
      }
    }
  }

  private static void echo(String bootstrap, String requests, String replies, CountDownLatch stop) {
    try (KafkaProducer<String, byte[]> producer = producer(bootstrap);
        KafkaConsumer<String, byte[]> consumer = consumer(bootstrap, requests)) {
      while (stop.getCount() > 0) {
        for (ConsumerRecord<String, byte[]> request : consumer.poll(POLL)) {
          var _ = producer.send(new ProducerRecord<>(replies, request.key(), request.value()));
        }
      }
    }
  }

  private static KafkaProducer<String, byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static KafkaConsumer<String, byte[]> consumer(String bootstrap, String topic) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(new TopicPartition(topic, 0)));
    return consumer;
  }
}
