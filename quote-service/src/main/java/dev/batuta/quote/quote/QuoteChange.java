package dev.batuta.quote.quote;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in a quote's life.
 *
 * @param from before; null when it was made
 * @param to after
 * @param at when
 * @param by who: {@code customer}, {@code system} or a user's id
 * @param reason in that person's words; null when none was given
 */
public record QuoteChange(
    @Nullable QuoteStatus from, QuoteStatus to, Instant at, String by, @Nullable String reason) {
  public QuoteChange {
    requireNonNull(to, "to");
    requireNonNull(at, "at");
    requireNonNull(by, "by");
  }
}
