package dev.batuta.quote.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TaxTableTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  @Test
  void uruguay_taxes_22_and_10_percent_and_nothing() {
    var table = TaxTable.shipped();

    assertThat(table.rate("UY", TaxClass.GENERAL, DAY).percent()).isEqualByComparingTo("22");
    assertThat(table.rate("UY", TaxClass.REDUCED, DAY).percent()).isEqualByComparingTo("10");
    assertThat(table.rate("UY", TaxClass.EXEMPT, DAY).percent()).isEqualByComparingTo("0");
  }

  @Test
  void colombia_taxes_19_and_5_percent_and_nothing() {
    var table = TaxTable.shipped();

    assertThat(table.rate("CO", TaxClass.GENERAL, DAY).percent()).isEqualByComparingTo("19");
    assertThat(table.rate("CO", TaxClass.REDUCED, DAY).percent()).isEqualByComparingTo("5");
    assertThat(table.rate("CO", TaxClass.EXEMPT, DAY).percent()).isEqualByComparingTo("0");
    assertThat(table.rate("CO", TaxClass.EXCLUDED, DAY).percent()).isEqualByComparingTo("0");
  }

  @Test
  void a_rate_holds_from_its_first_day_to_its_last() {
    var change = LocalDate.of(2030, 1, 1);
    var table =
        new TaxTable(List.of(rate("20", null, change.minusDays(1)), rate("21", change, null)));

    assertThat(table.rate("UY", TaxClass.GENERAL, change.minusDays(1)).percent())
        .isEqualByComparingTo("20");
    assertThat(table.rate("UY", TaxClass.GENERAL, change).percent()).isEqualByComparingTo("21");
  }

  @Test
  void a_day_without_a_rate_is_a_gap_in_the_table() {
    var table = TaxTable.shipped();

    assertThatThrownBy(() -> table.rate("UY", TaxClass.GENERAL, LocalDate.of(1990, 1, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UY");
  }

  @Test
  void two_rates_for_one_day_are_refused() {
    var rates = List.of(rate("20", null, null), rate("21", DAY, null));

    assertThatThrownBy(() -> new TaxTable(rates)).isInstanceOf(IllegalArgumentException.class);
  }

  private static TaxRate rate(String percent, @Nullable LocalDate from, @Nullable LocalDate to) {
    LocalDate first = from == null ? LocalDate.of(2000, 1, 1) : from;
    return new TaxRate("UY", TaxClass.GENERAL, new BigDecimal(percent), first, to, "invented");
  }
}
