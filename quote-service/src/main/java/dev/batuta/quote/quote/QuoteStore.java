package dev.batuta.quote.quote;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where quotes are kept. Quotes are never removed: their numbers have no gaps. */
public interface QuoteStore {
  /**
   * Keeps a new quote.
   *
   * @return false if there is one of that id already; it is left as it is
   */
  boolean insert(Quote quote);

  /** The quote as it is kept; empty if the tenant has none of that id. */
  Optional<Quote> find(TenantId tenant, QuoteId id);

  /**
   * Replaces a quote by its next version, if the kept one is {@code quote.version() - 1}.
   *
   * @return whether it was replaced
   */
  boolean replace(Quote quote);

  /**
   * A page of the tenant's quotes, newest first.
   *
   * @param status only these; null for all
   * @param before only quotes older than this one; null for the first page
   * @param limit at most so many, 1 to 200
   */
  List<Quote> page(
      TenantId tenant, @Nullable QuoteStatus status, @Nullable QuoteId before, int limit);

  /**
   * Quotes of all tenants that are kept as sent although their validity ended before a day, the
   * longest ended first. Reads across tenants, because one monitor serves them all.
   */
  List<Quote> sentAndValidBefore(LocalDate day, int limit);

  /**
   * Quotes of all tenants that were made before a moment and have no number: a crash came between.
   * Reads across tenants, because one monitor serves them all.
   */
  List<Quote> withoutNumber(Instant madeBefore, int limit);

  /** The newest quote of a conversation that is no draft; empty if there is none. */
  Optional<Quote> newestHandedOut(TenantId tenant, SessionId session);

  /**
   * Notes that steps of a quote's life have been announced to whoever cares.
   *
   * @param from steps that had been announced before
   * @param to steps that are announced now
   * @return false if the quote has fewer steps, or others were announced; the monitor then
   *     announces them again. Steps that came meanwhile stay due
   */
  boolean announced(TenantId tenant, QuoteId id, int from, int to);

  /**
   * Quotes of all tenants with a step that was kept before a moment and has not been announced: a
   * crash came between, or the broker was away. Reads across tenants, because one monitor serves
   * them all.
   */
  List<Unannounced> unannounced(Instant keptBefore, int limit);

  /**
   * A quote with steps that nobody has heard of.
   *
   * @param quote with a number
   * @param announced steps that have been announced
   */
  record Unannounced(Quote quote, int announced) {
    public Unannounced {
      requireNonNull(quote, "quote");
    }
  }
}
