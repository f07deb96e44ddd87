package dev.batuta.starter.messaging;

import dev.batuta.contracts.message.Message;
import dev.batuta.starter.logging.LogContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a compacted platform topic from its beginning: every instance of a service sees every
 * record, and knows the newest state of all keys once {@link #awaitCaughtUp} has returned.
 *
 * @param <M> the messages on it; others are ignored
 */
public final class WholeTopic<M extends Message> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WholeTopic.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);
  private static final long PAUSE_AFTER_FAILURE_MS = 500;

  private final String topic;
  private final Class<M> type;
  private final java.util.function.Consumer<M> listener;
  private final Consumer<String, byte[]> consumer;
  private final String service;
  private final MessageCodec codec = new MessageCodec();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread reader;

  /**
   * Follows {@code topic}; {@code listener} is called in order, on one thread, and must return
   * quickly.
   */
  public WholeTopic(
      String topic,
      Class<M> type,
      java.util.function.Consumer<M> listener,
      Messaging messaging,
      String service) {
    this.topic = topic;
    this.type = type;
    this.listener = listener;
    this.consumer = messaging.wholeTopicConsumer();
    this.service = service;
    this.reader = Thread.ofVirtual().name(topic + "-reader").unstarted(this::readUntilStopped);
  }

  /** Begins to read. */
  public void start() {
    reader.start();
  }

  /**
   * Waits until all that stood on the topic at the start has been seen.
   *
   * @return whether that was so within {@code timeout}
   */
  public boolean awaitCaughtUp(Duration timeout) {
    try {
      return caughtUp.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether all that stood on the topic at the start has been seen. */
  public boolean isCaughtUp() {
    return caughtUp.getCount() == 0;
  }

  private void readUntilStopped() {
    try (var _ = LogContext.service(service)) {
      while (stopping.getCount() > 0 && !begin()) {
        pause();
      }
      while (stopping.getCount() > 0) {
        readOnce();
      }
      consumer.close(CloseOptions.timeout(KAFKA_TIMEOUT));
    }
  }

  private boolean begin() {
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, KAFKA_TIMEOUT).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        return false;
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return true;
    } catch (WakeupException _) {
      return false;
    } catch (KafkaException failure) {
      log.atWarn().addKeyValue("topic", topic).setCause(failure).log("topic not there yet");
      return false;
    }
  }

  private void readOnce() {
    try {
      consumer.poll(POLL).forEach(this::accept);
      if (caughtUp.getCount() > 0 && atEnd(consumer.assignment())) {
        caughtUp.countDown();
      }
    } catch (WakeupException _) {
      log.atTrace().log("woken to stop");
    } catch (KafkaException failure) {
      log.atWarn().addKeyValue("topic", topic).setCause(failure).log("read failed; trying on");
      pause();
    }
  }

  private boolean atEnd(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, KAFKA_TIMEOUT);
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), KAFKA_TIMEOUT) >= end.getValue());
  }

  private void accept(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    switch (codec.decode(record)) {
      case MessageCodec.Decoded.Understood(Received received) -> {
        if (type.isInstance(received.message())) {
          listener.accept(type.cast(received.message()));
        }
      }
      case MessageCodec.Decoded.Refused(String reason) ->
          log.atWarn()
              .addKeyValue("topic", topic)
              .addKeyValue("offset", record.offset())
              .addKeyValue("reason", reason)
              .log("record on a platform topic ignored");
    }
  }

  private void pause() {
    try {
      stopping.await(PAUSE_AFTER_FAILURE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping.countDown();
    consumer.wakeup();
    try {
      reader.join(KAFKA_TIMEOUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
