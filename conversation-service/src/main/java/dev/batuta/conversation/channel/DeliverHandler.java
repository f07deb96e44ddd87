package dev.batuta.conversation.channel;

import dev.batuta.agent.once.NotHappenedException;
import dev.batuta.agent.once.OnceOutcome;
import dev.batuta.agent.once.OnceStore;
import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.TurnId;
import dev.batuta.conversation.history.Message;
import dev.batuta.conversation.history.MessageStatus;
import dev.batuta.conversation.history.MessageStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Sends a turn's answer on its channel: each of its messages at most once, whatever crashes or
 * times out in between.
 */
final class DeliverHandler implements TaskHandler {
  private static final Logger log = LoggerFactory.getLogger(DeliverHandler.class);
  private static final Capability DELIVER = new Capability("deliver_answer");

  private final ChannelStore channels;
  private final Map<Channel.Mode, ChannelSender> senders;
  private final OnceStore once;
  private final MessageStore messages;
  private final InstantSource clock;

  DeliverHandler(
      ChannelStore channels,
      Map<Channel.Mode, ChannelSender> senders,
      OnceStore once,
      MessageStore messages,
      InstantSource clock) {
    this.channels = channels;
    this.senders = Map.copyOf(senders);
    this.once = once;
    this.messages = messages;
    this.clock = clock;
  }

  /** An answer on its way. */
  record Delivery(
      SessionId sessionId, TurnId turnId, String channel, String contact, JsonNode answer) {}

  @Override
  public Capability capability() {
    return DELIVER;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    Delivery delivery = task.payload(Delivery.class);
    Channel channel = channel(task.tenant(), delivery).orElse(null);
    if (channel == null) {
      return TaskOutcome.refused(
          "no_channel", "the tenant has no channel " + delivery.channel() + " any more");
    }
    Map<String, String> outcomes = new HashMap<>();
    for (OutboundPart part : parts(delivery.answer())) {
      try {
        outcomes.put(part.name(), send(task.tenant(), delivery, channel, part).word());
      } catch (NotHappenedException later) {
        return TaskOutcome.retryable("not_sent", String.valueOf(later.getMessage()));
      }
    }
    log.atInfo()
        .addKeyValue("session", delivery.sessionId())
        .addKeyValue("turn", delivery.turnId())
        .addKeyValue("parts", outcomes)
        .log("answer delivered");
    return TaskOutcome.completed(Map.of("parts", outcomes));
  }

  /** The number that the customer wrote to, or the tenant's first where that is gone. */
  private Optional<Channel> channel(TenantId tenant, Delivery delivery) {
    return messages
        .connection(tenant, delivery.sessionId())
        .flatMap(connection -> channels.find(tenant, delivery.channel(), connection))
        .or(() -> channels.find(tenant, delivery.channel()));
  }

  private MessageStatus send(
      TenantId tenant, Delivery delivery, Channel channel, OutboundPart part) {
    String id = delivery.turnId() + "." + part.name();
    if (!note(tenant, delivery, channel, part, id)) {
      MessageStatus known = messages.status(tenant, id).orElse(MessageStatus.PENDING);
      if (known != MessageStatus.PENDING) {
        return known;
      }
    }
    ChannelSender sender = senders.get(channel.mode());
    if (sender == null) {
      throw new IllegalStateException("no sender for mode " + channel.mode());
    }
    OnceOutcome outcome;
    try {
      OnceStore.EffectAction sending = sender.prepare(channel, delivery.contact(), part, id);
      outcome =
          sender.repeatable() ? new OnceOutcome.Done(sending.run()) : sendOnce(tenant, id, sending);
    } catch (ChannelRefusedException refused) {
      log.atWarn().addKeyValue("reason", refused.getMessage()).log("channel refused an answer");
      messages.sent(tenant, id, MessageStatus.FAILED, "");
      return MessageStatus.FAILED;
    }
    return switch (outcome) {
      case OnceOutcome.Done(var providerId) -> sent(tenant, id, providerId);
      case OnceOutcome.AlreadyDone(var providerId) -> sent(tenant, id, providerId);
      case OnceOutcome.Unknown() -> {
        messages.sent(tenant, id, MessageStatus.UNKNOWN, "");
        yield MessageStatus.UNKNOWN;
      }
    };
  }

  private OnceOutcome sendOnce(TenantId tenant, String id, OnceStore.EffectAction sending) {
    try {
      return once.once(tenant, "answer:" + id, sending);
    } catch (ChannelRefusedException | NotHappenedException known) {
      throw known;
    } catch (RuntimeException unknown) {
      log.atWarn().setCause(unknown).log("it is not known whether an answer was sent");
      return new OnceOutcome.Unknown();
    }
  }

  private MessageStatus sent(TenantId tenant, String id, String providerId) {
    messages.sent(tenant, id, MessageStatus.SENT, providerId);
    return MessageStatus.SENT;
  }

  /** Writes the message down; false if an earlier attempt did. */
  private boolean note(
      TenantId tenant, Delivery delivery, Channel channel, OutboundPart part, String id) {
    String text =
        switch (part) {
          case OutboundPart.Text(var body) -> body;
          case OutboundPart.Document(var _, var fileName) -> fileName;
        };
    return messages.insert(
        new Message(
            Message.id(tenant, id),
            tenant,
            id,
            delivery.sessionId(),
            Message.Direction.OUT,
            delivery.channel(),
            channel.id(),
            delivery.contact(),
            null,
            part.name(),
            text,
            MessageStatus.PENDING,
            null,
            clock.instant(),
            null));
  }

  /** The words, and the document of a quote that this turn made. */
  private static List<OutboundPart> parts(JsonNode answer) {
    List<OutboundPart> parts = new ArrayList<>();
    String text = answer.path("response").stringValue("");
    if (!text.isBlank()) {
      parts.add(new OutboundPart.Text(MessageText.cut(text)));
    }
    JsonNode quote = answer.path("quote");
    boolean made = "create_quote".equals(answer.path("next_action").stringValue(""));
    String document = quote.path("document_url").stringValue("");
    if (made && !document.isEmpty()) {
      parts.add(
          new OutboundPart.Document(document, quote.path("number").stringValue("quote") + ".pdf"));
    }
    return parts;
  }
}
