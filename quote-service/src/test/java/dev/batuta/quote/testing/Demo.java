package dev.batuta.quote.testing;

import dev.batuta.contracts.TenantId;
import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.catalogue.CatalogueFile;
import dev.batuta.quote.catalogue.Price;
import dev.batuta.quote.catalogue.PriceMeasure;
import dev.batuta.quote.catalogue.Product;
import dev.batuta.quote.catalogue.VolumeBreak;
import dev.batuta.quote.pricing.PriceEngine;
import dev.batuta.quote.pricing.PricedQuote;
import dev.batuta.quote.pricing.PricingOutcome;
import dev.batuta.quote.pricing.QuoteRequest;
import dev.batuta.quote.pricing.Refusal;
import dev.batuta.quote.tax.TaxTable;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;

/** The demo tenants and how to ask them for prices. */
public final class Demo {
  /** The day of every price in the tests. */
  public static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  /** The construction tenant. */
  public static final Catalogue BMC = demo("bmc-uruguay");

  /** The apparel and phone tenant. */
  public static final Catalogue TIENDA = demo("tienda-colombia");

  private static final PriceEngine ENGINE = new PriceEngine(TaxTable.shipped());

  private Demo() {}

  /** Starts a request for one product. */
  public static Item item(String product) {
    return new Item(product);
  }

  /** What the engine answers. */
  public static PricingOutcome outcome(Catalogue catalogue, Item... items) {
    return outcome(catalogue, request(items));
  }

  /** What the engine answers. */
  public static PricingOutcome outcome(Catalogue catalogue, QuoteRequest request) {
    return ENGINE.price(catalogue, request, DAY);
  }

  /** The prices, where there must be some. */
  public static PricedQuote priced(Catalogue catalogue, Item... items) {
    return switch (outcome(catalogue, items)) {
      case PricingOutcome.Priced(var quote) -> quote;
      case PricingOutcome.Refused(var reasons) -> throw new AssertionError("refused: " + reasons);
    };
  }

  /** The reasons, where there must be some. */
  public static List<Refusal> refused(Catalogue catalogue, Item... items) {
    return switch (outcome(catalogue, items)) {
      case PricingOutcome.Priced(var quote) -> throw new AssertionError("priced: " + quote);
      case PricingOutcome.Refused(var reasons) -> reasons;
    };
  }

  /** A request of items. */
  public static QuoteRequest request(Item... items) {
    return new QuoteRequest(List.of(items).stream().map(i -> i.request).toList(), null);
  }

  /** A catalogue in which one product, sold by the unit, has another price. */
  public static Catalogue withPrice(Catalogue of, String sku, String price, VolumeBreak... breaks) {
    Money money = Money.parse(price);
    return new Catalogue(
        of.tenantId(),
        of.revision(),
        of.note(),
        of.country(),
        of.quoteCurrency(),
        of.pricesIncludeTax(),
        of.numberPrefix(),
        of.validityDays(),
        of.terms(),
        of.families(),
        of.products().stream()
            .map(p -> p.sku().equals(sku) ? priced(p, money, List.of(breaks)) : p)
            .toList());
  }

  private static Product priced(Product p, Money price, List<VolumeBreak> breaks) {
    return new Product(
        p.sku(),
        p.family(),
        p.names(),
        p.words(),
        p.thicknessMm(),
        p.colours(),
        p.defaultColour(),
        p.sizes(),
        p.supply(),
        new Price(price.getAmount(), price.getCurrencyUnit(), PriceMeasure.UNIT),
        p.taxClass(),
        breaks,
        p.accessories(),
        p.wastePercent());
  }

  private static Catalogue demo(String tenant) {
    return CatalogueFile.demo(new TenantId(tenant)).orElseThrow();
  }
}
