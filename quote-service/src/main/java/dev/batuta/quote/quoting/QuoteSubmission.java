package dev.batuta.quote.quoting;

import dev.batuta.contracts.SessionId;
import dev.batuta.quote.pricing.ItemRequest;
import dev.batuta.quote.pricing.QuoteRequest;
import dev.batuta.quote.quote.Customer;
import dev.batuta.starter.problem.ProblemException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A person's inquiry.
 *
 * @param items 1 to 50 things
 * @param without families that must not be added as accessories
 * @param customer for whom; null when that is not known
 * @param language BCP 47; null for the tenant's own
 * @param sessionId the conversation it belongs to; null for none
 */
record QuoteSubmission(
    @Nullable List<ItemRequest> items,
    @Nullable List<String> without,
    @Nullable Customer customer,
    @Nullable String language,
    @Nullable SessionId sessionId) {
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
  private static final int LONGEST = 200;

  /**
   * The inquiry in it.
   *
   * @throws ProblemException naming the field that does not fit
   */
  Inquiry checked() {
    if (items == null || items.isEmpty()) {
      throw ProblemException.field("#/items", "items has 1 to 50 things");
    }
    if (language != null && !LANGUAGE.matcher(language).matches()) {
      throw ProblemException.field("#/language", "language is a BCP 47 tag such as es-UY");
    }
    Customer whom = customer == null ? Customer.UNKNOWN : customer;
    check("name", whom.name());
    check("phone", whom.phone());
    check("email", whom.email());
    check("document_id", whom.documentId());
    check("city", whom.city());
    return new Inquiry(new QuoteRequest(items, without), whom, language, sessionId);
  }

  private static void check(String field, @Nullable String text) {
    if (text != null && text.length() > LONGEST) {
      throw ProblemException.field(
          "#/customer/" + field, field + " has at most " + LONGEST + " characters");
    }
  }
}
