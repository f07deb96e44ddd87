package dev.batuta.starter.messaging;

import dev.batuta.contracts.message.Message;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.time.IdSource;
import dev.batuta.starter.tracing.Traces;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages. A returned future ends when Kafka has the record on all its copies. Thread-safe.
 */
public final class MessagePublisher implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final MessageCodec codec = new MessageCodec();
  private final ServiceIdentity identity;
  private final Traces traces;
  private final IdSource ids;
  private final InstantSource clock;

  MessagePublisher(
      Producer<String, byte[]> producer,
      ServiceIdentity identity,
      Traces traces,
      IdSource ids,
      InstantSource clock) {
    this.producer = producer;
    this.identity = identity;
    this.traces = traces;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Sends a message that continues the current trace.
   *
   * @param key the ordering unit: records of one key keep their order
   * @return ends exceptionally when Kafka did not take it within 30 seconds
   */
  public CompletableFuture<Void> publish(TopicName topic, String key, Message message) {
    return publish(topic.toString(), key, message, traces.currentTraceparent());
  }

  /** Sends a message that continues a stored trace. */
  public CompletableFuture<Void> publish(
      String topic, String key, Message message, @Nullable String traceparent) {
    return send(
        codec.encode(
            topic, key, message, identity.service(), ids.next(), clock.instant(), traceparent));
  }

  CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    var _ =
        producer.send(
            record,
            (_, failure) -> {
              if (failure == null) {
                acknowledged.complete(null);
              } else {
                acknowledged.completeExceptionally(failure);
              }
            });
    return acknowledged;
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
