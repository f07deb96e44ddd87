package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record that a consumer refused or could not handle, kept unchanged for an operator.
 *
 * @param tenantId whose topic it was on
 * @param service short name of the service that refused it
 * @param reason why, in one sentence
 * @param topic where it was
 * @param partition where in the topic
 * @param offset where in the partition
 * @param key the record's key; null for none
 * @param value its bytes in Base64; null for none
 * @param headers its headers as text
 * @param timestamp when it was refused
 */
public record DeadLetter(
    TenantId tenantId,
    String service,
    String reason,
    String topic,
    int partition,
    long offset,
    @Nullable String key,
    @Nullable String value,
    Map<String, String> headers,
    Instant timestamp)
    implements Message {
  public DeadLetter {
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(service, "service");
    requireNonNull(reason, "reason");
    requireNonNull(topic, "topic");
    requireNonNull(timestamp, "timestamp");
    headers = Map.copyOf(headers);
  }
}
