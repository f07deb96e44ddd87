package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A quote was made or has changed its state.
 *
 * @param tenantId whose quote
 * @param quoteId the quote
 * @param number the number that the customer sees
 * @param status {@code draft}, {@code sent}, {@code accepted}, {@code rejected} or {@code expired}
 * @param sessionId the conversation it came from; null when made by a person
 * @param timestamp when
 */
public record QuoteChanged(
    TenantId tenantId,
    QuoteId quoteId,
    String number,
    String status,
    @Nullable SessionId sessionId,
    Instant timestamp)
    implements Message {
  public QuoteChanged {
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(quoteId, "quote_id");
    requireNonNull(number, "number");
    requireNonNull(status, "status");
    requireNonNull(timestamp, "timestamp");
  }
}
