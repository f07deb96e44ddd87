package dev.batuta.orchestrator.event;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something has happened. Published within the process, at least once for an event, on the thread
 * that read it: when a listener fails, the event comes again. So who listens must not mind a
 * repeat, and fails only when coming again can help.
 *
 * @param tenantId whose event
 * @param id identity among the tenant's events; the same at a repeat
 * @param type what has happened: {@code message_received}, {@code quote_sent}, a tenant's own
 * @param data facts of it, which may be personal: never to be logged
 * @param timestamp when it happened
 * @param traceparent the trace it belongs to; null for none
 */
public record EventReceived(
    TenantId tenantId,
    String id,
    String type,
    JsonNode data,
    Instant timestamp,
    @Nullable String traceparent) {
  public EventReceived {
    requireNonNull(tenantId, "tenantId");
    requireNonNull(id, "id");
    requireNonNull(type, "type");
    requireNonNull(data, "data");
    requireNonNull(timestamp, "timestamp");
  }

  /** What expressions know as {@code event}: an object of id, type, data and time. */
  public ObjectNode json() {
    ObjectNode event = ContractJson.mapper().createObjectNode();
    event.put("id", id);
    event.put("type", type);
    event.set("data", data);
    event.put("time", timestamp.toString());
    return event;
  }
}
