package dev.batuta.quote.pricing;

import static java.util.Objects.requireNonNull;

import dev.batuta.quote.tax.TaxClass;
import java.math.BigDecimal;
import org.joda.money.Money;

/**
 * The tax of all lines of one class.
 *
 * @param taxClass the class
 * @param percent its rate
 * @param base the lines' net amounts
 * @param tax the lines' taxes
 */
public record TaxAmount(TaxClass taxClass, BigDecimal percent, Money base, Money tax) {
  public TaxAmount {
    requireNonNull(taxClass, "tax_class");
    requireNonNull(percent, "percent");
    requireNonNull(base, "base");
    requireNonNull(tax, "tax");
  }
}
