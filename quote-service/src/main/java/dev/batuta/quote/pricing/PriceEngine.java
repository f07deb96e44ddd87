package dev.batuta.quote.pricing;

import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.catalogue.Family;
import dev.batuta.quote.catalogue.Product;
import dev.batuta.quote.catalogue.Supply;
import dev.batuta.quote.tax.TaxTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a request into a priced quote or into refusals. A pure function of catalogue, request and
 * day: the same question always has the same answer. Thread-safe.
 */
public final class PriceEngine {
  private static final int MOST_ITEMS = 50;

  private final TaxTable taxes;

  public PriceEngine(TaxTable taxes) {
    this.taxes = taxes;
  }

  /**
   * Prices a request.
   *
   * @param date the day in the tenant's time zone; decides the tax rates
   * @return a price for every item, or every reason why there is none
   */
  public PricingOutcome price(Catalogue catalogue, QuoteRequest request, LocalDate date) {
    int asked = request.items().size();
    if (asked == 0) {
      return new PricingOutcome.Refused(List.of(new Refusal.NoItems()));
    }
    if (asked > MOST_ITEMS) {
      return new PricingOutcome.Refused(List.of(new Refusal.TooManyItems(asked, MOST_ITEMS)));
    }
    var chooser = new Chooser(catalogue);
    var sheet = new QuoteSheet(catalogue, taxes, date);
    var accessories = new Accessories(catalogue, request.without());
    var reasons = new ArrayList<Refusal>();
    for (int index = 0; index < asked; index++) {
      ItemRequest item = request.items().get(index);
      switch (chooser.choose(index, item)) {
        case Choice.Unclear(var reason) -> reasons.add(reason);
        case Choice.Chosen chosen -> {
          Product product = chosen.product();
          if (!product.price().currency().equals(catalogue.quoteCurrency())) {
            reasons.add(otherCurrency(index, product, catalogue));
            continue;
          }
          switch (measure(catalogue, index, item, product)) {
            case Measured.Unfit(var unfit) -> reasons.addAll(unfit);
            case Measured.Fits fits -> {
              sheet.addItem(index, chosen, fits);
              accessories.ordered(product);
              accessories.fit(index, chosen, fits);
            }
          }
        }
      }
    }
    if (reasons.isEmpty()) {
      for (Accessories.Packs packs : accessories.packs()) {
        if (packs.product().price().currency().equals(catalogue.quoteCurrency())) {
          sheet.addAccessory(packs);
        } else {
          reasons.add(otherCurrency(packs.items().getFirst(), packs.product(), catalogue));
        }
      }
    }
    return reasons.isEmpty()
        ? new PricingOutcome.Priced(sheet.total())
        : new PricingOutcome.Refused(reasons);
  }

  private static Measured measure(
      Catalogue catalogue, int index, ItemRequest item, Product product) {
    Family family = catalogue.family(product.family()).orElseThrow();
    return switch (product.supply()) {
      case Supply.CutToLength cut ->
          new CutArithmetic(index, family, cut, product.price().per()).measure(item);
      case Supply.Packed packed -> new PackArithmetic(index, family, product, packed).measure(item);
    };
  }

  private static Refusal otherCurrency(int index, Product product, Catalogue catalogue) {
    return new Refusal.OtherCurrency(
        index,
        product.sku(),
        product.names(),
        product.price().currency().getCode(),
        catalogue.quoteCurrency().getCode());
  }
}
