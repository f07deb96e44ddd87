package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's message has been stored by its channel and waits for an answer.
 *
 * @param tenantId whose customer wrote
 * @param messageId the channel's own id, the key by which repeats are known
 * @param sessionId the conversation
 * @param channel {@code whatsapp}, {@code sandbox}, …
 * @param contact the customer's address on the channel, E.164 for phones
 * @param contactName the name that the channel gives; null when it gives none
 * @param text what was written; for other kinds of content a short description
 * @param receivedAt when the channel adapter stored it
 */
public record MessageReceived(
    TenantId tenantId,
    String messageId,
    SessionId sessionId,
    String channel,
    String contact,
    @Nullable String contactName,
    String text,
    Instant receivedAt)
    implements Message {
  public MessageReceived {
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(messageId, "message_id");
    requireNonNull(sessionId, "session_id");
    requireNonNull(channel, "channel");
    requireNonNull(contact, "contact");
    requireNonNull(text, "text");
    requireNonNull(receivedAt, "received_at");
  }
}
