package dev.batuta.starter.messaging;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message that passed the checks: known type, readable, and of the tenant whose topic it came on.
 *
 * @param message the message
 * @param tenant whose topic it came on; null on the platform's own topics
 * @param topic the topic
 * @param traceparent the trace that it continues; null where there was none
 */
public record Received(
    Message message, @Nullable TenantId tenant, String topic, @Nullable String traceparent) {}
