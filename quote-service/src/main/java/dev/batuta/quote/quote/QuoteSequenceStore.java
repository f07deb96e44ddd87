package dev.batuta.quote.quote;

import dev.batuta.contracts.TenantId;

/** Where the sequences of quote numbers are kept, one document per tenant and year. */
public interface QuoteSequenceStore {
  /** The sequence as it stands; {@link QuoteSequence#START} when there is none yet. */
  QuoteSequence read(TenantId tenant, int year);

  /**
   * Replaces the sequence if it still is {@code expected}, in one atomic step that is seen by every
   * later read.
   *
   * @return whether it was replaced
   */
  boolean compareAndSet(TenantId tenant, int year, QuoteSequence expected, QuoteSequence next);
}
