package dev.batuta.quote.testing;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quote.QuoteStatus;
import dev.batuta.quote.quote.QuoteStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Quotes in memory, with the same atomic steps as the real store. */
public final class MemoryQuoteStore implements QuoteStore {
  private static final Comparator<Quote> NEWEST_FIRST =
      Comparator.comparing(Quote::createdAt).thenComparing(q -> q.id().value()).reversed();

  private final Map<QuoteId, Quote> quotes = new ConcurrentHashMap<>();
  private final Map<QuoteId, Integer> announced = new ConcurrentHashMap<>();

  @Override
  public boolean insert(Quote quote) {
    return quotes.putIfAbsent(quote.id(), quote) == null;
  }

  @Override
  public Optional<Quote> find(TenantId tenant, QuoteId id) {
    return Optional.ofNullable(quotes.get(id)).filter(quote -> quote.tenantId().equals(tenant));
  }

  @Override
  public boolean replace(Quote quote) {
    Quote kept = quotes.get(quote.id());
    return kept != null
        && kept.version() == quote.version() - 1
        && quotes.replace(quote.id(), kept, quote);
  }

  @Override
  public List<Quote> page(
      TenantId tenant, @Nullable QuoteStatus status, @Nullable QuoteId before, int limit) {
    Quote from = before == null ? null : quotes.get(before);
    return all()
        .filter(quote -> quote.tenantId().equals(tenant))
        .filter(quote -> status == null || quote.status() == status)
        .filter(quote -> from == null || NEWEST_FIRST.compare(quote, from) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public List<Quote> sentAndValidBefore(LocalDate day, int limit) {
    return all()
        .filter(quote -> quote.status() == QuoteStatus.SENT && quote.validUntil().isBefore(day))
        .sorted(Comparator.comparing(Quote::validUntil))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Quote> withoutNumber(Instant madeBefore, int limit) {
    return all()
        .filter(quote -> quote.number() == null && quote.createdAt().isBefore(madeBefore))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Quote> newestHandedOut(TenantId tenant, SessionId session) {
    return all()
        .filter(quote -> quote.tenantId().equals(tenant) && session.equals(quote.sessionId()))
        .filter(quote -> quote.status() != QuoteStatus.DRAFT)
        .findFirst();
  }

  @Override
  public boolean announced(TenantId tenant, QuoteId id, int from, int to) {
    boolean complete =
        find(tenant, id).filter(quote -> quote.history().size() >= to).isPresent()
            && announced.getOrDefault(id, 0) == from;
    if (complete) {
      announced.put(id, to);
    }
    return complete;
  }

  @Override
  public List<Unannounced> unannounced(Instant keptBefore, int limit) {
    return all()
        .filter(quote -> quote.number() != null && quote.updatedAt().isBefore(keptBefore))
        .map(quote -> new Unannounced(quote, announced.getOrDefault(quote.id(), 0)))
        .filter(due -> due.announced() < due.quote().history().size())
        .limit(limit)
        .toList();
  }

  /** Everything, newest first. */
  public Stream<Quote> all() {
    return quotes.values().stream().sorted(NEWEST_FIRST);
  }
}
