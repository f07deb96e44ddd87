package dev.batuta.conversation.channel;

import dev.batuta.contracts.message.MessageReceived;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.conversation.history.Message;
import dev.batuta.conversation.history.MessageStore;
import dev.batuta.starter.logging.LogContext;
import dev.batuta.starter.messaging.MessagePublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hands stored messages to the orchestrator, at once and, where that was lost, again: the
 * orchestrator knows repeats by their id.
 */
@Component
class MessageForwarder implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(MessageForwarder.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(3);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int AT_ONCE = 500;
  private static final long PUBLISH_SECONDS = 30;

  private final MessagePublisher publisher;
  private final MessageStore messages;
  private final InstantSource clock;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("message-forwarder").factory());
  private volatile boolean running;

  MessageForwarder(MessagePublisher publisher, MessageStore messages, InstantSource clock) {
    this.publisher = publisher;
    this.messages = messages;
    this.clock = clock;
  }

  /** Hands a message over in the background; what goes wrong is made good later. */
  void forward(Message message) {
    try {
      var _ = publish(message);
    } catch (RuntimeException failure) {
      log.atWarn().setCause(failure).log("message not handed over; trying again later");
    }
  }

  private CompletableFuture<Void> publish(Message message) {
    MessageReceived received =
        new MessageReceived(
            message.tenantId(),
            message.messageId(),
            message.sessionId(),
            message.channel(),
            message.contact(),
            message.contactName(),
            message.text(),
            message.createdAt());
    return publisher
        .publish(
            TopicName.of("conversation", TopicKind.EVENTS, message.tenantId()),
            message.sessionId().value(),
            received)
        .whenCompleteAsync(
            (_, failure) -> {
              if (failure == null) {
                messages.forwarded(message.tenantId(), message.messageId());
              } else {
                log.atWarn().setCause(failure).log("message not handed over; trying again later");
              }
            },
            task -> Thread.ofVirtual().start(task));
  }

  @Override
  public void start() {
    running = true;
    long millis = INTERVAL.toMillis();
    var _ =
        schedule.scheduleWithFixedDelay(
            this::forwardLeftBehind, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    schedule.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /**
   * Hands over what is due. Each message is put off first, by as long as it has waited already, so
   * that no other instance takes it too and one that cannot be handed over holds up no others.
   */
  void forwardLeftBehind() {
    try (var _ = LogContext.service("conversation")) {
      Instant now = clock.instant();
      List<CompletableFuture<Void>> publishing =
          messages.toForward(now, AT_ONCE).stream()
              .filter(message -> messages.putOff(message, now.plus(wait(message, now))))
              .map(this::publish)
              .toList();
      CompletableFuture.allOf(publishing.toArray(CompletableFuture[]::new))
          .get(PUBLISH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      // An exception here would end the schedule; what is left behind stays due.
      log.atWarn().setCause(failure).log("messages left behind could not be handed over");
    }
  }

  private static Duration wait(Message message, Instant now) {
    Duration waited = Duration.between(message.createdAt(), now);
    if (waited.compareTo(SHORTEST_WAIT) < 0) {
      return SHORTEST_WAIT;
    }
    return waited.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : waited;
  }
}
