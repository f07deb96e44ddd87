package dev.batuta.quote.catalogue;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A list price in its own currency.
 *
 * @param amount positive, at most two decimals
 * @param currency ISO 4217
 * @param per what it is for
 */
public record Price(BigDecimal amount, CurrencyUnit currency, PriceMeasure per) {
  public Price {
    requireNonNull(amount, "amount");
    requireNonNull(currency, "currency");
    requireNonNull(per, "per");
    if (amount.signum() <= 0 || amount.stripTrailingZeros().scale() > 2) {
      throw new IllegalArgumentException("a price is positive with two decimals, was " + amount);
    }
  }

  /** The amount as money. */
  public Money money() {
    return Money.of(currency, amount);
  }
}
