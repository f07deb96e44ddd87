package dev.batuta.quote.quote;

import dev.batuta.contracts.QuoteId;
import org.jspecify.annotations.Nullable;

/**
 * The last number given out for a tenant and year, in one document.
 *
 * @param last 0 when none was given out
 * @param lastQuote the quote that {@code last} belongs to, whether or not it carries it yet; null
 *     when none was given out
 */
public record QuoteSequence(long last, @Nullable QuoteId lastQuote) {
  /** Before the first number. */
  public static final QuoteSequence START = new QuoteSequence(0, null);

  public QuoteSequence {
    if (last < 0 || (last == 0) != (lastQuote == null)) {
      throw new IllegalArgumentException("sequence %s of quote %s".formatted(last, lastQuote));
    }
  }
}
