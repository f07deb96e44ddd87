package dev.batuta.quote.quote;

import dev.batuta.quote.testing.MemoryQuoteStore;

final class MemoryQuoteStoreTest extends QuoteStoreContract {
  private final QuoteStore store = new MemoryQuoteStore();

  @Override
  QuoteStore store() {
    return store;
  }
}
