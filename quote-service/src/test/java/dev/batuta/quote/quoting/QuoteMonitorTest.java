package dev.batuta.quote.quoting;

import static dev.batuta.quote.testing.DemoQuotes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.QuoteChanged;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import dev.batuta.quote.document.QuoteDocument;
import dev.batuta.quote.pricing.PriceEngine;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quote.QuoteNumbering;
import dev.batuta.quote.quote.QuoteStatus;
import dev.batuta.quote.quote.Quotes;
import dev.batuta.quote.tax.TaxTable;
import dev.batuta.quote.testing.Demo;
import dev.batuta.quote.testing.DemoQuotes;
import dev.batuta.quote.testing.MemoryQuoteStore;
import dev.batuta.quote.testing.MemorySequenceStore;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class QuoteMonitorTest {
  private static final TenantId BMC = Demo.BMC.tenantId();
  private static final SessionId SESSION = new SessionId("sess_1");
  private static final QuoteId ID = new QuoteId(new UUID(0, 1));

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final MemoryQuoteStore store = new MemoryQuoteStore();
  private final Quotes quotes =
      new Quotes(store, new QuoteNumbering(store, new MemorySequenceStore()), now::get);
  private final List<QuoteChanged> heard = new ArrayList<>();
  private boolean brokerAway;
  private final QuoteAnnouncements announcements =
      new QuoteAnnouncements(store, this::take, Runnable::run);
  private final TenantDirectory tenants = new TenantDirectory();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Quoting quoting =
      new Quoting(
          _ -> Optional.of(Demo.BMC),
          new PriceEngine(TaxTable.shipped()),
          quotes,
          tenants,
          announcements,
          now::get,
          meters);
  private final QuoteMonitor monitor =
      new QuoteMonitor(
          quotes,
          quoting,
          announcements,
          new QuoteProperties(
              Duration.ofSeconds(10), Duration.ofSeconds(30), 2, Duration.ofSeconds(5)),
          now::get);

  QuoteMonitorTest() {
    tenants.apply(
        new TenantDescription(
            BMC,
            "Acme",
            "UY",
            "USD",
            "es-UY",
            "America/Montevideo",
            TenantStatus.ACTIVE,
            Branding.PLAIN,
            TenantTier.PRO,
            BusinessHours.USUAL,
            NOON));
  }

  @Test
  void every_step_of_a_quote_is_heard_once() {
    Quote quote = offer();
    quoting.accept(quote);
    later(Duration.ofMinutes(5));
    monitor.check();

    assertThat(heard).extracting(QuoteChanged::status).containsExactly("draft", "sent", "accepted");
    assertThat(heard).extracting(QuoteChanged::number).containsOnly("BMC-2026-000001");
    assertThat(heard).extracting(QuoteChanged::sessionId).containsOnly(SESSION);
  }

  @Test
  void what_the_broker_did_not_take_is_announced_later() {
    brokerAway = true;
    offer();
    brokerAway = false;

    monitor.check();
    assertThat(heard).isEmpty();
    later(Duration.ofMinutes(1));
    monitor.check();
    assertThat(heard).extracting(QuoteChanged::status).containsExactly("draft", "sent");
    monitor.check();
    assertThat(heard).hasSize(2);
  }

  @Test
  void a_quote_whose_validity_is_over_expires_and_that_is_heard() {
    Quote quote = offer();
    later(Duration.ofDays(12));

    monitor.check();

    assertThat(store.find(BMC, quote.id()).orElseThrow().status()).isEqualTo(QuoteStatus.EXPIRED);
    assertThat(heard.getLast().status()).isEqualTo("expired");
    assertThat(meters.counter("batuta.quotes", "outcome", "expired").count()).isEqualTo(1);
  }

  @Test
  void a_quote_that_a_crash_left_without_a_number_gets_one() {
    Quote draft = DemoQuotes.draft(BMC, SESSION, NOON);
    store.insert(draft);
    monitor.check();
    assertThat(store.find(BMC, draft.id()).orElseThrow().number()).isNull();

    later(Duration.ofMinutes(1));
    monitor.check();

    assertThat(store.find(BMC, draft.id()).orElseThrow().number()).isEqualTo("BMC-2026-000001");
    assertThat(heard).extracting(QuoteChanged::status).containsExactly("draft");
  }

  @Test
  void no_document_is_made_while_others_take_every_turn() {
    var documents =
        new QuoteDocuments(new QuoteDocument(), tenants, meters, 0, Duration.ofMillis(1));

    assertThat(documents.pdf(DemoQuotes.draft())).isEmpty();
  }

  private Quote offer() {
    var inquiry = new Inquiry(Demo.request(DemoQuotes.wall()), DemoQuotes.PAULA, "es-UY", SESSION);
    if (quoting.offer(BMC, ID, inquiry) instanceof Offer.Made(var quote)) {
      return quote;
    }
    throw new AssertionError("no quote was made");
  }

  private void later(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private CompletableFuture<Void> take(QuoteChanged event) {
    if (brokerAway) {
      return CompletableFuture.failedFuture(new IllegalStateException("the broker is away"));
    }
    heard.add(event);
    return CompletableFuture.completedFuture(null);
  }
}
