package dev.batuta.orchestrator.mailbox;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's message for a mailbox.
 *
 * @param tenant whose customer
 * @param session the conversation
 * @param messageId by which repeats are known
 * @param channel where it came from
 * @param contact the customer's address there
 * @param contactName the name that the channel gives; null for none
 * @param text what was written
 * @param receivedAt when the channel took it
 * @param quietTime how long to wait for more before a turn starts; zero to start at once
 * @param deliver whether the answer is sent on the channel; false when the caller waits for it
 * @param traceparent the trace that it came in on; null for none
 */
public record InboundMessage(
    TenantId tenant,
    SessionId session,
    String messageId,
    String channel,
    String contact,
    @Nullable String contactName,
    String text,
    Instant receivedAt,
    Duration quietTime,
    boolean deliver,
    @Nullable String traceparent) {}
