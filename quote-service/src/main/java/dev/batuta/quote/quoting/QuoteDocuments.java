package dev.batuta.quote.quoting;

import dev.batuta.contracts.tenant.Branding;
import dev.batuta.quote.document.DocumentSender;
import dev.batuta.quote.document.QuoteDocument;
import dev.batuta.quote.quote.Quote;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Makes PDFs, only a few at a time: one takes a core while it is made. Thread-safe. */
final class QuoteDocuments {
  private final QuoteDocument document;
  private final TenantDirectory tenants;
  private final MeterRegistry meters;
  private final Duration wait;
  private final Semaphore turns;

  QuoteDocuments(
      QuoteDocument document,
      TenantDirectory tenants,
      MeterRegistry meters,
      int atOnce,
      Duration wait) {
    this.document = document;
    this.tenants = tenants;
    this.meters = meters;
    this.wait = wait;
    this.turns = new Semaphore(atOnce, true);
  }

  /** The PDF of a quote; empty if its turn did not come in time. */
  Optional<byte[]> pdf(Quote quote) {
    try {
      if (!turns.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    Timer.Sample sample = Timer.start(meters);
    try {
      return Optional.of(document.pdf(quote, sender(quote)));
    } finally {
      turns.release();
      sample.stop(meters.timer("batuta.quote.pdf"));
    }
  }

  private DocumentSender sender(Quote quote) {
    return tenants
        .find(quote.tenantId())
        .map(tenant -> new DocumentSender(tenant.name(), tenant.branding()))
        .orElseGet(() -> new DocumentSender(quote.tenantId().value(), Branding.PLAIN));
  }
}
