package dev.batuta.conversation.channel;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.conversation.history.Message;
import dev.batuta.conversation.history.MessageStatus;
import dev.batuta.conversation.history.MessageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stores what WhatsApp brings, once per message id, and hands it on. */
@Component
class WhatsAppInbox {
  private static final Logger log = LoggerFactory.getLogger(WhatsAppInbox.class);
  private static final String WHATSAPP = "whatsapp";

  /** If the hand-over is lost in a crash, it is made again after this. */
  private static final Duration FORWARD_AGAIN = Duration.ofSeconds(3);

  private final ChannelStore channels;
  private final MessageStore messages;
  private final MessageForwarder forwarder;
  private final InstantSource clock;

  WhatsAppInbox(
      ChannelStore channels,
      MessageStore messages,
      MessageForwarder forwarder,
      InstantSource clock) {
    this.channels = channels;
    this.messages = messages;
    this.forwarder = forwarder;
    this.clock = clock;
  }

  /**
   * Stores a call's messages and statuses. A batch may be for several numbers; those that nobody
   * has connected are passed over.
   *
   * @return false if it is for none that anybody has connected
   */
  boolean accept(WhatsAppPayload payload) {
    Map<String, Optional<Channel>> known = new HashMap<>();
    boolean connected = payload.messages().isEmpty() && payload.statuses().isEmpty();
    for (WhatsAppPayload.Inbound inbound : payload.messages()) {
      Optional<Channel> channel = channel(known, inbound.phoneNumberId());
      channel.ifPresent(to -> store(to.tenantId(), inbound));
      connected |= channel.isPresent();
    }
    for (WhatsAppPayload.Status status : payload.statuses()) {
      Optional<Channel> channel = channel(known, status.phoneNumberId());
      channel.ifPresent(of -> report(of.tenantId(), status));
      connected |= channel.isPresent();
    }
    return connected;
  }

  private Optional<Channel> channel(Map<String, Optional<Channel>> known, String number) {
    return known.computeIfAbsent(number, channels::byPhoneNumberId);
  }

  private void store(TenantId tenant, WhatsAppPayload.Inbound inbound) {
    Instant now = clock.instant();
    String text = inbound.text();
    Message message =
        new Message(
            Message.id(tenant, inbound.wamid()),
            tenant,
            inbound.wamid(),
            SessionId.of(tenant, WHATSAPP, inbound.contact()),
            Message.Direction.IN,
            WHATSAPP,
            inbound.phoneNumberId(),
            inbound.contact(),
            inbound.contactName(),
            inbound.type(),
            text == null ? "" : text,
            text == null ? MessageStatus.NOTED : MessageStatus.RECEIVED,
            null,
            now,
            text == null ? null : now.plus(FORWARD_AGAIN));
    boolean fresh = messages.insert(message);
    log.atInfo()
        .addKeyValue("tenant_id", tenant)
        .addKeyValue("session", message.sessionId())
        .addKeyValue("type", inbound.type())
        .addKeyValue("repeated", !fresh)
        .log("message received");
    if (fresh && text != null) {
      forwarder.forward(message);
    }
  }

  private void report(TenantId tenant, WhatsAppPayload.Status status) {
    reached(status.status())
        .ifPresent(
            reached -> messages.reported(tenant, status.wamid(), status.correlation(), reached));
  }

  /** Empty for a status that Meta has added since; there is nothing to do with it. */
  private static Optional<MessageStatus> reached(String word) {
    return switch (word) {
      case "sent" -> Optional.of(MessageStatus.SENT);
      case "delivered" -> Optional.of(MessageStatus.DELIVERED);
      case "read", "played" -> Optional.of(MessageStatus.READ);
      case "failed" -> Optional.of(MessageStatus.FAILED);
      default -> Optional.empty();
    };
  }
}
