package dev.batuta.conversation.channel;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A tenant's connection to a channel.
 *
 * @param id the WhatsApp phone number id: by it a webhook finds its tenant, so it is unique over
 *     all
 * @param tenantId whose
 * @param channel {@code whatsapp}
 * @param mode whether answers really go out
 * @param sealedToken the access token, sealed; null in the sandbox
 * @param createdAt when it was connected
 */
@Document("channels")
record Channel(
    @Id String id,
    TenantId tenantId,
    String channel,
    Mode mode,
    @Nullable String sealedToken,
    Instant createdAt) {
  /** Whether answers really go out. */
  enum Mode {
    /** Answers go to the Cloud API. */
    CLOUD,
    /** Answers are kept, to be read at {@code GET /api/v1/channels/sandbox/messages}. */
    SANDBOX
  }

  @Override
  public String toString() {
    return "Channel[" + id + ", " + tenantId + ", " + mode + "]";
  }
}
