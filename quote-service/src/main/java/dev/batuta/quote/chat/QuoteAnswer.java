package dev.batuta.quote.chat;

import dev.batuta.quote.pricing.Refusal;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quoting.QuoteView;
import dev.batuta.quote.quoting.RefusalView;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Result of the quote agent's tasks.
 *
 * @param outcome {@code created}, {@code priced}, {@code accepted}, {@code rejected}, {@code
 *     expired}, {@code none}, {@code refused}, {@code open} or {@code settled}
 * @param text what the customer reads
 * @param quote the quote it is about; null when there is none
 * @param reasons why there is no price; empty unless refused
 */
record QuoteAnswer(String outcome, String text, @Nullable QuoteView quote, List<JsonNode> reasons) {
  QuoteAnswer {
    reasons = List.copyOf(reasons);
  }

  static QuoteAnswer of(String outcome, String text) {
    return new QuoteAnswer(outcome, text, null, List.of());
  }

  static QuoteAnswer about(Quote quote, String outcome, String text) {
    return new QuoteAnswer(outcome, text, QuoteView.of(quote), List.of());
  }

  static QuoteAnswer refused(List<Refusal> reasons, String language) {
    return new QuoteAnswer(
        "refused",
        ChatWording.of(language).refusal(reasons),
        null,
        RefusalView.of(reasons, language));
  }
}
