package dev.batuta.quote.quoting;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.SessionId;
import dev.batuta.quote.pricing.QuoteRequest;
import dev.batuta.quote.quote.Customer;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a quote for.
 *
 * @param request the things
 * @param customer for whom
 * @param language BCP 47, of the document; null for the tenant's own
 * @param session the conversation it comes from; null when a person asks
 */
public record Inquiry(
    QuoteRequest request,
    Customer customer,
    @Nullable String language,
    @Nullable SessionId session) {
  public Inquiry {
    requireNonNull(request, "request");
    requireNonNull(customer, "customer");
  }
}
