package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A tenant told that something has happened.
 *
 * @param tenantId whose event
 * @param id the tenant's own id, the key by which repeats are known; 1 to 200 characters
 * @param eventType what has happened, for example {@code cart_abandoned}
 * @param data facts of it; an object
 * @param timestamp when it happened
 */
public record EventPosted(
    TenantId tenantId, String id, String eventType, JsonNode data, Instant timestamp)
    implements Message {
  public EventPosted {
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(id, "id");
    requireNonNull(eventType, "event_type");
    requireNonNull(timestamp, "timestamp");
    data = data == null ? JsonNodeFactory.instance.objectNode() : data;
  }
}
