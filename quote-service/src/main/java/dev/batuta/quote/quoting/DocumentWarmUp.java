package dev.batuta.quote.quoting;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.TenantId;
import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.catalogue.CatalogueFile;
import dev.batuta.quote.pricing.ItemRequest;
import dev.batuta.quote.pricing.PriceEngine;
import dev.batuta.quote.pricing.PricingOutcome;
import dev.batuta.quote.pricing.QuoteRequest;
import dev.batuta.quote.quote.Customer;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.tax.TaxTable;
import dev.batuta.starter.logging.LogContext;
import dev.batuta.starter.time.IdSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes one document after the start, so that the first customer does not wait for fonts and
 * classes to be loaded. Nothing depends on it.
 */
@Component
class DocumentWarmUp {
  private static final Logger log = LoggerFactory.getLogger(DocumentWarmUp.class);
  private static final TenantId DEMO = new TenantId("bmc-uruguay");

  private final QuoteDocuments documents;
  private final TaxTable taxes;
  private final IdSource ids;
  private final InstantSource clock;

  DocumentWarmUp(QuoteDocuments documents, TaxTable taxes, IdSource ids, InstantSource clock) {
    this.documents = documents;
    this.taxes = taxes;
    this.ids = ids;
    this.clock = clock;
  }

  /** Low priority only so that first customers go before it; nothing relies on it. */
  @EventListener(ApplicationReadyEvent.class)
  @SuppressWarnings("ThreadPriorityCheck")
  void start() {
    Thread.ofPlatform()
        .daemon()
        .name("quote-document-warm-up")
        .priority(Thread.MIN_PRIORITY)
        .start(this::make);
  }

  private void make() {
    try (var _ = LogContext.service("quote")) {
      var _ = documents.pdf(example());
    } catch (RuntimeException failure) {
      log.atWarn().setCause(failure).log("no document could be made at the start");
    }
  }

  private Quote example() {
    Catalogue catalogue = CatalogueFile.demo(DEMO).orElseThrow();
    ItemRequest wall =
        new ItemRequest(
            "isopanel",
            null,
            null,
            BigDecimal.valueOf(100),
            BigDecimal.valueOf(4),
            BigDecimal.valueOf(6),
            null,
            null,
            null,
            null);
    QuoteRequest request = QuoteRequest.of(wall);
    Instant now = clock.instant();
    ZoneId zone = ZoneOffset.UTC;
    return switch (new PriceEngine(taxes)
        .price(catalogue, request, LocalDate.ofInstant(now, zone))) {
      case PricingOutcome.Priced(var priced) ->
          Quote.draft(
              new QuoteId(ids.next()),
              DEMO,
              Customer.UNKNOWN,
              null,
              "es-UY",
              request,
              priced,
              catalogue.validityDays(),
              zone,
              List.of(),
              now);
      case PricingOutcome.Refused(var reasons) ->
          throw new IllegalStateException("the demo catalogue refuses a wall: " + reasons);
    };
  }
}
