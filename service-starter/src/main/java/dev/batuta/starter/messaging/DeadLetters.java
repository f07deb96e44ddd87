package dev.batuta.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batuta.contracts.message.DeadLetter;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.starter.launch.ServiceIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a record that cannot be handled on the tenant's dead-letter topic, with the reason and where
 * it came from, so that the consumer can go on.
 */
final class DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final long TIMEOUT_SECONDS = 35;

  /** Kafka takes records of 1 MB; in Base64 a value grows by a third. */
  private static final int LARGEST_VALUE = 512 * 1024;

  private final MessagePublisher publisher;
  private final ServiceIdentity identity;
  private final MeterRegistry meters;
  private final InstantSource clock;

  DeadLetters(
      MessagePublisher publisher,
      ServiceIdentity identity,
      MeterRegistry meters,
      InstantSource clock) {
    this.publisher = publisher;
    this.identity = identity;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Sends a record there and waits until it is kept.
   *
   * @throws IllegalStateException if Kafka does not take it; the caller must not commit the record
   */
  void send(ConsumerRecord<String, byte[]> record, String reason) {
    meters.counter("batuta.messages.dead.lettered", "service", identity.service()).increment();
    log.atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reason", reason)
        .log("record refused and dead-lettered");
    TopicName from = TopicName.parse(record.topic()).orElse(null);
    if (from == null || from.kind() == TopicKind.DEAD_LETTERS) {
      // The platform's topics and the dead letters themselves have nowhere to go: the line is all.
      return;
    }
    DeadLetter letter = letter(record, reason, from);
    TopicName to = TopicName.of("orchestrator", TopicKind.DEAD_LETTERS, from.tenant());
    try {
      publisher.publish(to, record.topic(), letter).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "stopped while dead-lettering from " + record.topic(), interrupted);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("could not dead-letter from " + record.topic(), failure);
    }
  }

  private DeadLetter letter(ConsumerRecord<String, byte[]> record, String reason, TopicName from) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), UTF_8));
      }
    }
    byte[] value = record.value();
    boolean tooLarge = value != null && value.length > LARGEST_VALUE;
    return new DeadLetter(
        from.tenant(),
        identity.service(),
        tooLarge
            ? reason + "; its value of " + value.length + " bytes is too large to be kept"
            : reason,
        record.topic(),
        record.partition(),
        record.offset(),
        record.key(),
        value == null || tooLarge ? null : Base64.getEncoder().encodeToString(value),
        headers,
        clock.instant());
  }
}
