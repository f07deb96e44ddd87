package dev.batuta.conversation.entity;

import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to read a message.
 *
 * @param country ISO 3166 code of the customer's country (UY, CO, BR, US): for phones without
 *     country code, "$", decimal marks and month order
 * @param asked the slot the assistant has just asked for ("city", "items[0].length_m"); null when
 *     it asked nothing
 * @param today the date "mañana" counts from, in the customer's time zone
 * @param vocabulary the tenant's products
 */
public record EntityContext(
    String country, @Nullable String asked, LocalDate today, ProductVocabulary vocabulary) {

  /** The last part of the asked slot: {@code length_m} of {@code items[0].length_m}; or "". */
  String askedAttribute() {
    return asked == null ? "" : asked.substring(asked.lastIndexOf('.') + 1);
  }
}
