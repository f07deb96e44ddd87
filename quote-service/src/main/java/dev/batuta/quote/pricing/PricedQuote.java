package dev.batuta.quote.pricing;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A request with its prices.
 *
 * @param date the day whose prices and taxes these are
 * @param currency of every amount
 * @param pricesIncludeTax whether the unit prices contain the tax
 * @param lines at least one
 * @param taxes by class, general first
 * @param discount sum of the lines' discounts
 * @param net sum of the lines' net amounts
 * @param tax sum of the lines' taxes
 * @param total sum of the lines' totals
 * @param roundingAdjustment what rounding adds to the total; zero unless the currency is paid in
 *     whole units
 * @param payable what the customer pays: total + adjustment
 */
public record PricedQuote(
    LocalDate date,
    CurrencyUnit currency,
    boolean pricesIncludeTax,
    List<PricedLine> lines,
    List<TaxAmount> taxes,
    Money discount,
    Money net,
    Money tax,
    Money total,
    Money roundingAdjustment,
    Money payable) {
  public PricedQuote {
    requireNonNull(date, "date");
    requireNonNull(currency, "currency");
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    requireNonNull(discount, "discount");
    requireNonNull(net, "net");
    requireNonNull(tax, "tax");
    requireNonNull(total, "total");
    requireNonNull(roundingAdjustment, "rounding_adjustment");
    requireNonNull(payable, "payable");
  }
}
