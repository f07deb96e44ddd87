package dev.batuta.quote.tax;

import dev.batuta.contracts.ContractJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;

/**
 * The dated table of value-added tax rates. Rates for UY and CO stand in {@code tax/rates.json},
 * each with the law it comes from. Immutable.
 */
public final class TaxTable {
  private static final String RESOURCE = "/tax/rates.json";

  private final List<TaxRate> rates;

  /**
   * A table of the given rates.
   *
   * @throws IllegalArgumentException if two rates apply to the same country, class and day
   */
  public TaxTable(List<TaxRate> rates) {
    this.rates = List.copyOf(rates);
    for (TaxRate rate : this.rates) {
      long applying =
          this.rates.stream()
              .filter(r -> r.appliesTo(rate.country(), rate.taxClass(), rate.validFrom()))
              .count();
      if (applying > 1) {
        throw new IllegalArgumentException(
            "two tax rates apply to %s %s on %s"
                .formatted(rate.country(), rate.taxClass(), rate.validFrom()));
      }
    }
  }

  /** The table that ships with the product. */
  public static TaxTable shipped() {
    record File(String note, List<TaxRate> rates) {}
    try (InputStream in = TaxTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the tax table " + RESOURCE + " is not on the class path");
      }
      return new TaxTable(ContractJson.mapper().readValue(in, File.class).rates());
    } catch (IOException e) {
      throw new UncheckedIOException("the tax table " + RESOURCE + " is not readable", e);
    }
  }

  /**
   * The rate of a country for a class of goods on a day.
   *
   * @throws IllegalStateException if the table has none: a gap in the table, not a refusal
   */
  public TaxRate rate(String country, TaxClass taxClass, LocalDate day) {
    return rates.stream()
        .filter(rate -> rate.appliesTo(country, taxClass, day))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no %s tax rate for country %s on %s".formatted(taxClass, country, day)));
  }
}
