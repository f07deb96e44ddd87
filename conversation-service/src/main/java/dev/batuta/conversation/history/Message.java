package dev.batuta.conversation.history;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A message of a conversation, in or out.
 *
 * @param id tenant and message id
 * @param tenantId whose conversation
 * @param messageId the channel's id, or one derived from the turn
 * @param sessionId which conversation
 * @param direction who wrote it
 * @param channel where
 * @param connection the tenant's own address on it, such as the phone number id; null for none
 * @param contact the customer's address on the channel
 * @param contactName the name that the channel gives; null for none
 * @param type {@code text}, {@code image}, {@code document}, …
 * @param text what it says; for content without words a short description
 * @param status how far it is: of an inbound one whether the orchestrator has it, of an outbound
 *     one what the channel reported
 * @param providerId the id that the channel gave an outbound message; null before or without one
 * @param createdAt when it was written or taken
 * @param forwardAfter of an inbound one that the orchestrator does not have yet, when to send it
 *     (again); null otherwise
 */
@Document("messages")
public record Message(
    @Id String id,
    TenantId tenantId,
    String messageId,
    SessionId sessionId,
    Direction direction,
    String channel,
    @Nullable String connection,
    String contact,
    @Nullable String contactName,
    String type,
    String text,
    MessageStatus status,
    @Nullable String providerId,
    Instant createdAt,
    @Nullable Instant forwardAfter) {
  /** Who wrote a message. */
  public enum Direction {
    /** The customer. */
    IN,
    /** The agent. */
    OUT
  }

  /** The id of a message of a tenant. */
  public static String id(TenantId tenant, String messageId) {
    return tenant + ":" + messageId;
  }
}
