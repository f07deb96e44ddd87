package dev.batuta.system.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.system.counter.CounterApplication;
import dev.batuta.system.installation.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes into a tenant's topics what should not be there. */
public final class BadRecords {
  /** Records that {@link #poison} writes. */
  public static final int POISONOUS = 8;

  private static final int TOGETHER = 20;
  private static final Duration POLL = Duration.ofMillis(200);

  private final String kafka;

  /** Into the broker of an installation. */
  public BadRecords(Installation batuta) {
    this.kafka = batuta.kafka();
  }

  private static String results(TenantId tenant) {
    return TopicName.of("orchestrator", TopicKind.RESULTS, tenant).toString();
  }

  private static String tasks(TenantId tenant) {
    return TopicName.tasks(CounterApplication.SERVICE, tenant, Priority.NORMAL).toString();
  }

  /** Writes records that nobody can read: bytes, broken JSON, another tenant's, and nothing. */
  public void poison(TenantId tenant) {
    try (var producer = producer()) {
      for (String topic : List.of(tasks(tenant), results(tenant))) {
        String type =
            topic.startsWith("orchestrator.")
                ? "dev.batuta.result_message.v1"
                : "dev.batuta.task_message.v1";
        send(producer, record(topic, new byte[] {0, 1, (byte) 0xff, '{'}, null, tenant.value()));
        send(producer, record(topic, "{\"task_id\":".getBytes(UTF_8), type, tenant.value()));
        send(producer, record(topic, "{\"tenant_id\":\"x\"}".getBytes(UTF_8), type, "somebody"));
        send(producer, record(topic, null, type, tenant.value()));
      }
    }
  }

  // A record without a value is what Kafka allows and its types do not say.
  @SuppressWarnings("NullAway")
  private static ProducerRecord<String, byte[]> record(
      String topic, byte @Nullable [] value, @Nullable String type, String tenant) {
    var record = new ProducerRecord<>(topic, "poison", value);
    record.headers().add("ce_tenantid", tenant.getBytes(UTF_8));
    if (type != null) {
      record.headers().add("ce_type", type.getBytes(UTF_8));
    }
    return record;
  }

  /**
   * While {@code more} holds, copies each result and each task of a tenant once more into its
   * topic, a batch at a time and in another order.
   *
   * @return how many were copied
   */
  public int repeat(TenantId tenant, long seed, AtomicBoolean more) {
    List<TopicPartition> topics =
        List.of(new TopicPartition(results(tenant), 0), new TopicPartition(tasks(tenant), 0));
    int copied = 0;
    SplittableRandom random = new SplittableRandom(seed);
    List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
    try (var producer = producer();
        var consumer =
            new KafkaConsumer<String, byte[]>(
                Map.of("bootstrap.servers", kafka),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
      consumer.assign(topics);
      consumer.seekToBeginning(topics);
      while (more.get()) {
        consumer
            .poll(POLL)
            .forEach(record -> {
              if (record.headers().lastHeader("copy") == null) {
                batch.add(record);
              }
            });
        if (batch.size() >= TOGETHER) {
          copied += copy(producer, batch, random);
        }
      }
      copied += copy(producer, batch, random);
    }
    return copied;
  }

  private static int copy(
      KafkaProducer<String, byte[]> producer,
      List<ConsumerRecord<String, byte[]>> batch,
      SplittableRandom random) {
    Collections.shuffle(batch, new java.util.Random(random.nextLong()));
    for (ConsumerRecord<String, byte[]> record : batch) {
      var copy = new ProducerRecord<>(record.topic(), record.key(), record.value());
      record.headers().forEach(copy.headers()::add);
      copy.headers().add("copy", new byte[] {1});
      send(producer, copy);
    }
    int copied = batch.size();
    batch.clear();
    return copied;
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> record) {
    try {
      var _ = producer.send(record).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("not written to " + record.topic(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka, "acks", "all"),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
