package dev.batuta.quote.tax;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One rate of one country for one class of goods during a time.
 *
 * @param country ISO 3166-1 alpha-2
 * @param taxClass the class of goods
 * @param percent 0 to 100
 * @param validFrom the first day
 * @param validTo the last day; null while it is not known
 * @param source the law it comes from
 */
public record TaxRate(
    String country,
    TaxClass taxClass,
    BigDecimal percent,
    LocalDate validFrom,
    @Nullable LocalDate validTo,
    String source) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public TaxRate {
    requireNonNull(country, "country");
    requireNonNull(taxClass, "tax_class");
    requireNonNull(percent, "percent");
    requireNonNull(validFrom, "valid_from");
    requireNonNull(source, "source");
    if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0) {
      throw new IllegalArgumentException("percent is 0 to 100, was " + percent);
    }
    if (validTo != null && validTo.isBefore(validFrom)) {
      throw new IllegalArgumentException("valid_to " + validTo + " is before " + validFrom);
    }
  }

  /** The rate as a fraction: 0.22 for 22 %. */
  public BigDecimal fraction() {
    return percent.movePointLeft(2);
  }

  boolean appliesTo(String wantedCountry, TaxClass wantedClass, LocalDate day) {
    return country.equals(wantedCountry)
        && taxClass == wantedClass
        && !day.isBefore(validFrom)
        && (validTo == null || !day.isAfter(validTo));
  }
}
