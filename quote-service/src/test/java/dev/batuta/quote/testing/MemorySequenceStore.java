package dev.batuta.quote.testing;

import dev.batuta.contracts.TenantId;
import dev.batuta.quote.quote.QuoteSequence;
import dev.batuta.quote.quote.QuoteSequenceStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sequences in memory, with the same atomic steps as the real store. */
public final class MemorySequenceStore implements QuoteSequenceStore {
  private final Map<String, QuoteSequence> sequences = new ConcurrentHashMap<>();

  @Override
  public QuoteSequence read(TenantId tenant, int year) {
    return sequences.getOrDefault(key(tenant, year), QuoteSequence.START);
  }

  @Override
  public boolean compareAndSet(
      TenantId tenant, int year, QuoteSequence expected, QuoteSequence next) {
    return expected.equals(QuoteSequence.START)
        ? sequences.putIfAbsent(key(tenant, year), next) == null
        : sequences.replace(key(tenant, year), expected, next);
  }

  private static String key(TenantId tenant, int year) {
    return tenant + " " + year;
  }
}
