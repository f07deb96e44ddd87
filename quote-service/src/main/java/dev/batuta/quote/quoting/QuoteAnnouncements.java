package dev.batuta.quote.quoting;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.message.QuoteChanged;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quote.QuoteChange;
import dev.batuta.quote.quote.QuoteStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other services what becomes of quotes. A step is announced only once it is stored, at
 * least once, and in order. Callers do not wait for the broker: what it did not take stays noted as
 * due with the quote, and the monitor announces it again. Thread-safe.
 */
final class QuoteAnnouncements {
  private static final Logger log = LoggerFactory.getLogger(QuoteAnnouncements.class);

  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  /** The last note under way, by quote. */
  private final Map<QuoteId, CompletableFuture<Void>> notes = new ConcurrentHashMap<>();

  private final QuoteStore store;
  private final Function<QuoteChanged, CompletableFuture<Void>> broker;
  private final Executor executor;

  QuoteAnnouncements(
      QuoteStore store, Function<QuoteChanged, CompletableFuture<Void>> broker, Executor executor) {
    this.store = store;
    this.broker = broker;
    this.executor = executor;
  }

  /**
   * Announces the steps of a quote after the first {@code from}.
   *
   * @param quote with a number, as it is stored
   */
  void announce(Quote quote, int from) {
    String number = Objects.requireNonNull(quote.number(), "number");
    int to = quote.history().size();
    List<CompletableFuture<Void>> taken = new ArrayList<>();
    for (QuoteChange step : quote.history().subList(Math.min(from, to), to)) {
      taken.add(
          broker.apply(
              new QuoteChanged(
                  quote.tenantId(),
                  quote.id(),
                  number,
                  step.to().word(),
                  quote.sessionId(),
                  step.at())));
    }
    // Noted in the order of the steps: a note counts only after the one before it.
    CompletableFuture<Void> note =
        notes.compute(
            quote.id(),
            (_, before) ->
                CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new))
                    .runAfterBothAsync(
                        before == null ? NOTHING : before,
                        () -> store.announced(quote.tenantId(), quote.id(), from, to),
                        executor)
                    .exceptionally(failure -> {
                      log.atWarn()
                          .addKeyValue("quote_id", quote.id())
                          .setCause(failure)
                          .log("quote not announced; the monitor tries again");
                      return null;
                    }));
    var _ = note.thenRun(() -> notes.remove(quote.id(), note));
  }

  /** Announces again what was stored before a moment and is still due; returns how many. */
  int announceDue(Instant keptBefore, int limit) {
    List<QuoteStore.Unannounced> due = store.unannounced(keptBefore, limit);
    due.forEach(each -> announce(each.quote(), each.announced()));
    return due.size();
  }
}
