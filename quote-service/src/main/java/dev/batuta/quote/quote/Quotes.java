package dev.batuta.quote.quote;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The quotes of all tenants: makes, finds and changes them. Changes by several at once are made one
 * after the other by version. Thread-safe.
 */
public final class Quotes {
  private static final int MOST_TRIES = 20;

  private final QuoteStore store;
  private final QuoteNumbering numbering;
  private final InstantSource clock;

  public Quotes(QuoteStore store, QuoteNumbering numbering, InstantSource clock) {
    this.store = store;
    this.numbering = numbering;
    this.clock = clock;
  }

  /**
   * Keeps a draft and numbers it. Doing it again for the same id gives the quote that is kept.
   *
   * @param prefix start of the tenant's numbers, e.g. BMC
   */
  public Quote make(Quote draft, String prefix) {
    store.insert(draft);
    return numbering.number(draft.tenantId(), draft.id(), prefix);
  }

  /** The quote as it stands now: expired when its validity is over. */
  public Optional<Quote> find(TenantId tenant, QuoteId id) {
    return store.find(tenant, id).map(quote -> quote.asOf(clock.instant()));
  }

  /** The newest quote of a conversation that is no draft, as it stands now. */
  public Optional<Quote> newestHandedOut(TenantId tenant, SessionId session) {
    return store.newestHandedOut(tenant, session).map(quote -> quote.asOf(clock.instant()));
  }

  /** A page of quotes as they stand now, newest first; see {@link QuoteStore#page}. */
  public List<Quote> page(
      TenantId tenant, @Nullable QuoteStatus status, @Nullable QuoteId before, int limit) {
    Instant now = clock.instant();
    return store.page(tenant, status, before, limit).stream().map(q -> q.asOf(now)).toList();
  }

  /** Puts a quote into the customer's hands; empty if the tenant has none of that id. */
  public Optional<Quote.Outcome> send(TenantId tenant, QuoteId id, String by) {
    return change(tenant, id, (quote, now) -> quote.send(by, now));
  }

  /** The customer takes a quote; empty if the tenant has none of that id. */
  public Optional<Quote.Outcome> accept(TenantId tenant, QuoteId id, String by) {
    return change(tenant, id, (quote, now) -> quote.accept(by, now));
  }

  /** The customer declines a quote; empty if the tenant has none of that id. */
  public Optional<Quote.Outcome> reject(
      TenantId tenant, QuoteId id, String by, @Nullable String reason) {
    return change(tenant, id, (quote, now) -> quote.reject(by, reason, now));
  }

  /**
   * Stores what has expired by now.
   *
   * @param limit at most so many
   * @return the quotes that have become expired by this call
   */
  public List<Quote> expireDue(int limit) {
    Instant now = clock.instant();
    // Somewhere it is a day later than in UTC; asOf() then decides by the tenant's own day.
    LocalDate latestDay = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
    var expired = new ArrayList<Quote>();
    for (Quote quote : store.sentAndValidBefore(latestDay, limit)) {
      Quote current = quote.asOf(now);
      if (current.status() == QuoteStatus.EXPIRED && store.replace(current)) {
        expired.add(current);
      }
    }
    return expired;
  }

  /**
   * Quotes that a crash left without a number; the caller makes them again with {@link #make}.
   *
   * @param age left alone for at least so long, so that quotes in the making are not meant
   */
  public List<Quote> withoutNumber(Duration age, int limit) {
    return store.withoutNumber(clock.instant().minus(age), limit);
  }

  private Optional<Quote.Outcome> change(
      TenantId tenant, QuoteId id, BiFunction<Quote, Instant, Quote.Outcome> step) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<Quote> kept = store.find(tenant, id);
      if (kept.isEmpty()) {
        return Optional.empty();
      }
      Quote.Outcome outcome = step.apply(kept.get(), clock.instant());
      if (!(outcome instanceof Quote.Outcome.Changed(var next)) || store.replace(next)) {
        return Optional.of(outcome);
      }
    }
    throw new IllegalStateException(
        "quote %s was changed by others %d times in a row".formatted(id, MOST_TRIES));
  }
}
