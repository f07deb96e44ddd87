package dev.batuta.orchestrator.event;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.EventPosted;
import dev.batuta.contracts.message.MessageReceived;
import dev.batuta.contracts.message.QuoteChanged;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.starter.messaging.MessagePublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The events of all tenants: what is posted goes to Kafka, what Kafka brings is told in here. */
@Component
public class Events {
  private final MessagePublisher publisher;
  private final ApplicationEventPublisher listeners;
  private final MeterRegistry meters;

  Events(MessagePublisher publisher, ApplicationEventPublisher listeners, MeterRegistry meters) {
    this.publisher = publisher;
    this.listeners = listeners;
    this.meters = meters;
  }

  /** Keeps an event; it is durable when the future has ended. */
  CompletableFuture<Void> post(EventPosted event) {
    TopicName topic = TopicName.of("orchestrator", TopicKind.EVENTS, event.tenantId());
    return publisher.publish(topic, event.id(), event);
  }

  /** Tells an event that was posted. */
  public void received(EventPosted event, @Nullable String traceparent) {
    tell(
        "posted",
        new EventReceived(
            event.tenantId(),
            event.id(),
            event.eventType(),
            event.data(),
            event.timestamp(),
            traceparent));
  }

  /** Tells that a quote has changed, as {@code quote_} and the new state. */
  public void received(QuoteChanged quote, @Nullable String traceparent) {
    String type = "quote_" + quote.status();
    tell(
        "quote",
        new EventReceived(
            quote.tenantId(),
            id(type, quote.tenantId(), quote.quoteId() + " " + quote.timestamp()),
            type,
            data(quote),
            quote.timestamp(),
            traceparent));
  }

  /** Tells that a customer wrote, as {@code message_received}. */
  public void received(MessageReceived message, @Nullable String traceparent) {
    String type = "message_received";
    tell(
        "message",
        new EventReceived(
            message.tenantId(),
            id(type, message.tenantId(), message.channel() + " " + message.messageId()),
            type,
            data(message),
            message.receivedAt(),
            traceparent));
  }

  private void tell(String source, EventReceived event) {
    listeners.publishEvent(event);
    meters.counter("batuta.events", "source", source).increment();
  }

  /** A message's fields, except the tenant's id: that is no news to the tenant. */
  private static ObjectNode data(Object message) {
    ObjectNode data = ContractJson.mapper().valueToTree(message);
    data.remove("tenant_id");
    return data;
  }

  /** Derived, so that a repeat of the message is a repeat of the event. */
  private static String id(String type, TenantId tenant, String cause) {
    String name = type + " " + tenant + " " + cause;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
