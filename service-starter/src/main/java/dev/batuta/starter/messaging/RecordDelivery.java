package dev.batuta.starter.messaging;

import dev.batuta.starter.logging.LogContext;
import dev.batuta.starter.tracing.Traces;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one record to the handler: decoded, tried again with growing pauses while parts are not
 * available, and to the dead letters when it is refused or its attempts are used up. Thread-safe.
 */
final class RecordDelivery {
  private static final Logger log = LoggerFactory.getLogger(RecordDelivery.class);
  private static final long FIRST_BACKOFF_MS = 100;
  private static final long LONGEST_BACKOFF_MS = 10_000;

  /** With the longest pause between two, more than an outage of a day. */
  private static final int MOST_BURIALS = 10_000;

  private final MessageHandler handler;
  private final DeadLetters deadLetters;
  private final int attempts;
  private final Traces traces;
  private final String service;
  private final CountDownLatch stopping;
  private final MessageCodec codec = new MessageCodec();

  /**
   * Delivers to {@code handler}.
   *
   * @param attempts how often a record is given to it; at least 1
   * @param stopping is counted down when the consumer stops; a pause then ends
   */
  RecordDelivery(
      MessageHandler handler,
      DeadLetters deadLetters,
      int attempts,
      Traces traces,
      String service,
      CountDownLatch stopping) {
    this.handler = handler;
    this.deadLetters = deadLetters;
    this.attempts = attempts;
    this.traces = traces;
    this.service = service;
    this.stopping = stopping;
  }

  /** Whether the record is done with: handled, or kept as a dead letter. */
  boolean deliver(ConsumerRecord<String, byte[]> record) {
    try (var _ = LogContext.service(service)) {
      return switch (codec.decode(record)) {
        case MessageCodec.Decoded.Understood(Received received) -> handle(record, received);
        case MessageCodec.Decoded.Refused(String reason) -> bury(record, reason);
      };
    }
  }

  private boolean handle(ConsumerRecord<String, byte[]> record, Received received) {
    Throwable last = null;
    long backoff = FIRST_BACKOFF_MS;
    for (int attempt = 1; attempt <= attempts; attempt++) {
      try (var _ =
              traces.continueFrom(
                  received.traceparent(), received.message().getClass().getSimpleName());
          var _ = LogContext.service(service).with(LogContext.TENANT_ID, received.tenant())) {
        handler.handle(received);
        return true;
      } catch (RuntimeException | Error failure) {
        // Also an error such as a stack overflow: the record would hold its key for ever.
        last = failure;
        log.atWarn()
            .addKeyValue("topic", record.topic())
            .addKeyValue("offset", record.offset())
            .addKeyValue("attempt", attempt)
            .setCause(failure)
            .log("message could not be handled");
      }
      if (stopsWithin(backoff)) {
        // Stopping: the record stays uncommitted and is given to the next owner.
        return false;
      }
      backoff = Math.min(2 * backoff, LONGEST_BACKOFF_MS);
    }
    return bury(record, "not handled in %d attempts: %s".formatted(attempts, last));
  }

  /**
   * Tries until it is kept. Given up, the record would hold up its key, also for later attempts of
   * the same task, until the partition moves to another member.
   */
  private boolean bury(ConsumerRecord<String, byte[]> record, String reason) {
    long backoff = FIRST_BACKOFF_MS;
    for (int attempt = 1; attempt <= MOST_BURIALS; attempt++) {
      try {
        deadLetters.send(record, reason);
        return true;
      } catch (IllegalStateException failure) {
        log.atError().setCause(failure).log("dead letter not kept; the record stays uncommitted");
      }
      if (stopsWithin(backoff)) {
        return false;
      }
      backoff = Math.min(2 * backoff, LONGEST_BACKOFF_MS);
    }
    return false;
  }

  private boolean stopsWithin(long millis) {
    try {
      return stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
