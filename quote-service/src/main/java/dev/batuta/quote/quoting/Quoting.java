package dev.batuta.quote.quoting;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.pricing.PriceEngine;
import dev.batuta.quote.pricing.PricedQuote;
import dev.batuta.quote.pricing.PricingOutcome;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quote.QuoteStatus;
import dev.batuta.quote.quote.Quotes;
import dev.batuta.quote.wording.Wording;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes quotes and changes their state, for agents and persons alike; every change is announced and
 * counted. Thread-safe.
 */
public final class Quoting {
  private static final String CUSTOMER = "customer";

  private final Function<TenantId, Optional<Catalogue>> catalogues;
  private final PriceEngine engine;
  private final Quotes quotes;
  private final TenantDirectory tenants;
  private final QuoteAnnouncements announcements;
  private final InstantSource clock;
  private final MeterRegistry meters;

  Quoting(
      Function<TenantId, Optional<Catalogue>> catalogues,
      PriceEngine engine,
      Quotes quotes,
      TenantDirectory tenants,
      QuoteAnnouncements announcements,
      InstantSource clock,
      MeterRegistry meters) {
    this.catalogues = catalogues;
    this.engine = engine;
    this.quotes = quotes;
    this.tenants = tenants;
    this.announcements = announcements;
    this.clock = clock;
    this.meters = meters;
  }

  /** Makes a draft, for a person to look at before the customer does. */
  Offer draft(TenantId tenant, QuoteId id, Inquiry inquiry) {
    Offer offer = make(tenant, id, inquiry);
    if (offer instanceof Offer.Made(var quote)) {
      announcements.announce(quote, 0);
    }
    return offer;
  }

  /**
   * Makes a quote and puts it into the customer's hands. Doing it again for the same id gives the
   * quote that was made then.
   */
  public Offer offer(TenantId tenant, QuoteId id, Inquiry inquiry) {
    Quote known = quotes.find(tenant, id).orElse(null);
    if (known != null && known.number() != null && known.status() != QuoteStatus.DRAFT) {
      return new Offer.Made(known);
    }
    Offer offer = make(tenant, id, inquiry);
    if (!(offer instanceof Offer.Made(var made))) {
      return offer;
    }
    return switch (quotes.send(tenant, id, "system").orElseThrow()) {
      case Quote.Outcome.Changed(var sent) -> {
        announcements.announce(sent, 0);
        count(QuoteStatus.SENT.word());
        yield new Offer.Made(sent);
      }
      case Quote.Outcome.NotAllowed _, Quote.Outcome.NoLongerValid _ ->
          new Offer.Made(quotes.find(tenant, id).orElse(made));
    };
  }

  /** A person puts a draft into the customer's hands; empty if there is no such quote. */
  Optional<Quote.Outcome> send(TenantId tenant, QuoteId id, String by) {
    return changed(quotes.send(tenant, id, by));
  }

  /** A person notes that the customer takes a quote; empty if there is no such quote. */
  Optional<Quote.Outcome> accept(TenantId tenant, QuoteId id, String by) {
    return changed(quotes.accept(tenant, id, by));
  }

  /** A person notes that the customer declines a quote; empty if there is no such quote. */
  Optional<Quote.Outcome> reject(TenantId tenant, QuoteId id, String by, @Nullable String reason) {
    return changed(quotes.reject(tenant, id, by, reason));
  }

  /** The customer takes a quote. */
  public Quote.Outcome accept(Quote quote) {
    return changed(quotes.accept(quote.tenantId(), quote.id(), CUSTOMER)).orElseThrow();
  }

  /** The customer declines a quote. */
  public Quote.Outcome reject(Quote quote) {
    return changed(quotes.reject(quote.tenantId(), quote.id(), CUSTOMER, null)).orElseThrow();
  }

  /** Stores and announces what has expired by now; returns how many. */
  int expireDue(int limit) {
    List<Quote> expired = quotes.expireDue(limit);
    for (Quote quote : expired) {
      announcements.announce(quote, quote.history().size() - 1);
      count(QuoteStatus.EXPIRED.word());
    }
    return expired.size();
  }

  /** Ends the making of a quote that a crash has left without a number. */
  void finish(Quote unnumbered) {
    catalogues
        .apply(unnumbered.tenantId())
        .map(Catalogue::numberPrefix)
        .ifPresent(prefix -> quotes.make(unnumbered, prefix));
  }

  /**
   * The tenant's language, where a customer's own is not known.
   *
   * @throws IllegalStateException if the tenant is not known (yet)
   */
  public String language(TenantId tenant) {
    return describe(tenant).locale();
  }

  /** The day it is where the tenant is. */
  public LocalDate today(TenantId tenant) {
    return LocalDate.ofInstant(clock.instant(), zone(describe(tenant)));
  }

  private Offer make(TenantId tenant, QuoteId id, Inquiry inquiry) {
    TenantDescription description = describe(tenant);
    String language = inquiry.language() == null ? description.locale() : inquiry.language();
    Catalogue catalogue = catalogues.apply(tenant).orElse(null);
    if (catalogue == null) {
      count("refused");
      return new Offer.NoCatalogue(language);
    }
    ZoneId zone = zone(description);
    Instant now = clock.instant();
    return switch (price(catalogue, inquiry, LocalDate.ofInstant(now, zone))) {
      case PricingOutcome.Refused(var reasons) -> {
        count("refused");
        yield new Offer.Refused(reasons, language);
      }
      case PricingOutcome.Priced(var priced) -> {
        Quote draft = draft(tenant, id, inquiry, language, priced, catalogue, zone, now);
        Quote made = quotes.make(draft, catalogue.numberPrefix());
        count("created");
        yield new Offer.Made(made);
      }
    };
  }

  private static Quote draft(
      TenantId tenant,
      QuoteId id,
      Inquiry inquiry,
      String language,
      PricedQuote priced,
      Catalogue catalogue,
      ZoneId zone,
      Instant now) {
    return Quote.draft(
        id,
        tenant,
        inquiry.customer(),
        inquiry.session(),
        language,
        inquiry.request(),
        priced,
        catalogue.validityDays(),
        zone,
        catalogue.terms().getOrDefault(Wording.of(language).language(), List.of()),
        now);
  }

  private PricingOutcome price(Catalogue catalogue, Inquiry inquiry, LocalDate day) {
    Timer.Sample sample = Timer.start(meters);
    try {
      return engine.price(catalogue, inquiry.request(), day);
    } finally {
      sample.stop(meters.timer("batuta.quote.pricing"));
    }
  }

  private Optional<Quote.Outcome> changed(Optional<Quote.Outcome> outcome) {
    if (outcome.orElse(null) instanceof Quote.Outcome.Changed(var quote)) {
      announcements.announce(quote, quote.history().size() - 1);
      count(quote.status().word());
    }
    return outcome;
  }

  private TenantDescription describe(TenantId tenant) {
    return tenants
        .find(tenant)
        .orElseThrow(() -> new IllegalStateException("tenant " + tenant + " is not known yet"));
  }

  private static ZoneId zone(TenantDescription description) {
    return ZoneId.of(description.timeZone());
  }

  private void count(String outcome) {
    meters.counter("batuta.quotes", "outcome", outcome).increment();
  }
}
