package dev.batuta.quote.quote;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.TenantId;
import java.util.Locale;

/**
 * Gives quotes their numbers: per tenant and year 1, 2, 3 … without a gap or a repeat, whatever
 * runs at the same time and wherever a crash falls. Needs nothing but atomic changes of single
 * documents.
 *
 * <p>A quote is kept first, without a number. Then, over and over until it carries one:
 *
 * <ol>
 *   <li>Read the sequence {@code (last, lastQuote)}.
 *   <li>Make sure that {@code lastQuote} carries {@code last}: a crash may have come between steps
 *       4 and 5 of another. From here on every number up to {@code last} is on its quote.
 *   <li>Read this quote; if it carries a number, that is the answer. (After step 1, not before: a
 *       second run for the same quote may have finished in the meantime, and the change in step 4
 *       then fails.)
 *   <li>Change the sequence to {@code (last + 1, this quote)}, if it still is what step 1 read.
 *   <li>Write the number {@code last + 1} on this quote.
 * </ol>
 *
 * A number is taken in step 4 together with the name of its quote, so it can neither be lost nor be
 * given to two.
 */
public final class QuoteNumbering {
  private static final int MOST_TRIES = 1_000;

  private final QuoteStore quotes;
  private final QuoteSequenceStore sequences;

  public QuoteNumbering(QuoteStore quotes, QuoteSequenceStore sequences) {
    this.quotes = quotes;
    this.sequences = sequences;
  }

  /**
   * Gives a kept quote its number; a quote that has one keeps it. Can be repeated at any time.
   *
   * @param prefix start of the tenant's numbers, e.g. BMC
   * @return the quote with its number, as it is kept
   * @throws IllegalStateException if the quote is not kept, or if it stays without a number after
   *     1,000 tries because others are always faster
   */
  public Quote number(TenantId tenant, QuoteId id, String prefix) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int year = kept(tenant, id).year();
      QuoteSequence sequence = sequences.read(tenant, year);
      if (sequence.lastQuote() != null) {
        write(tenant, sequence.lastQuote(), text(prefix, year, sequence.last()));
      }
      Quote quote = kept(tenant, id);
      if (quote.number() != null) {
        return quote;
      }
      long next = sequence.last() + 1;
      if (sequences.compareAndSet(tenant, year, sequence, new QuoteSequence(next, id))) {
        return write(tenant, id, text(prefix, year, next));
      }
    }
    throw new IllegalStateException(
        "quote %s has no number after %d tries".formatted(id, MOST_TRIES));
  }

  /** Writes a number on a quote that has none; other changes of the quote may come between. */
  private Quote write(TenantId tenant, QuoteId id, String number) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Quote quote = kept(tenant, id);
      if (quote.number() != null) {
        return quote;
      }
      Quote numbered = quote.numbered(number);
      if (quotes.replace(numbered)) {
        return numbered;
      }
    }
    throw new IllegalStateException(
        "quote %s was changed by others %d times in a row".formatted(id, MOST_TRIES));
  }

  private Quote kept(TenantId tenant, QuoteId id) {
    return quotes
        .find(tenant, id)
        .orElseThrow(
            () -> new IllegalStateException("quote %s of %s is not kept".formatted(id, tenant)));
  }

  private static String text(String prefix, int year, long number) {
    return String.format(Locale.ROOT, "%s-%d-%06d", prefix, year, number);
  }
}
