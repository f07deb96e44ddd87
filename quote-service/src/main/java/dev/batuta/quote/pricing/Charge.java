package dev.batuta.quote.pricing;

import static java.math.RoundingMode.HALF_UP;

import dev.batuta.quote.catalogue.PriceMeasure;
import dev.batuta.quote.catalogue.Product;
import dev.batuta.quote.catalogue.Supply.Packed;
import dev.batuta.quote.catalogue.VolumeBreak;
import dev.batuta.quote.tax.TaxRate;
import java.math.BigDecimal;
import org.joda.money.Money;

/**
 * What a quantity of a product costs.
 *
 * <p>Rounding: the gross amount, the discount and the tax of a line are each rounded HALF_UP to two
 * decimals, and totals are sums of rounded lines; so the lines that a customer sees always add up.
 * Source: the platform's reference for Uruguay ("BigDecimal, HALF_UP, 2 decimals per line") and
 * Colombia ("compute tax per line with BigDecimal HALF_UP to 2 decimals, total as sum of lines";
 * net of a price with tax = round2(gross / 1.19)).
 *
 * @param gross quantity × list price
 * @param discountPercent the volume break that applies; zero for none
 * @param discount what it takes off
 * @param net without tax
 * @param tax tax
 * @param total with tax
 */
record Charge(
    Money gross, BigDecimal discountPercent, Money discount, Money net, Money tax, Money total) {

  static Charge of(Product product, BigDecimal quantity, TaxRate rate, boolean priceIncludesTax) {
    Money gross = product.price().money().multipliedBy(quantity, HALF_UP);
    BigDecimal percent =
        product.volumeBreaks().stream()
            .filter(volumeBreak -> quantity.compareTo(volumeBreak.from()) >= 0)
            .map(VolumeBreak::percentOff)
            .reduce(BigDecimal.ZERO, BigDecimal::max);
    Money discount = gross.multipliedBy(percent.movePointLeft(2), HALF_UP);
    Money amount = gross.minus(discount);
    if (priceIncludesTax) {
      Money net = amount.dividedBy(BigDecimal.ONE.add(rate.fraction()), HALF_UP);
      return new Charge(gross, percent, discount, net, amount.minus(net), amount);
    }
    Money tax = amount.multipliedBy(rate.fraction(), HALF_UP);
    return new Charge(gross, percent, discount, amount, tax, amount.plus(tax));
  }

  static Charge nothing(Product product) {
    Money zero = Money.zero(product.price().currency());
    return new Charge(zero, BigDecimal.ZERO, zero, zero, zero, zero);
  }

  /** A number of packs in the measure of the product's price. */
  static BigDecimal ofPacks(Product product, Packed supply, long packs) {
    BigDecimal count = BigDecimal.valueOf(packs);
    return Measured.plain(
        switch (product.price().per()) {
          case UNIT -> count;
          case METRE -> supply.metres().orElseThrow().multiply(count);
          case SQUARE_METRE -> supply.coverageM2().orElseThrow().multiply(count);
        });
  }

  /** What a unit price is for, when it is for a pack: its name in print. */
  static boolean isPerPack(Product product) {
    return product.price().per() == PriceMeasure.UNIT;
  }
}
