package dev.batuta.quote.pricing;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.TIENDA;
import static dev.batuta.quote.testing.Demo.item;
import static dev.batuta.quote.testing.Demo.priced;
import static dev.batuta.quote.testing.Demo.withPrice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.quote.catalogue.VolumeBreak;
import dev.batuta.quote.tax.TaxClass;
import java.math.BigDecimal;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Worked by hand with the invented prices of the demo catalogues. */
final class TaxAndRoundingTest {
  @Test
  void a_price_with_tax_is_taken_apart() {
    PricedLine line = priced(TIENDA, item("camiseta").quantity("3")).lines().getFirst();

    // 3 × 39 900 = 119 700; 119 700 / 1.19 = 100 588.235…
    assertThat(line.total()).isEqualTo(Money.parse("COP 119700"));
    assertThat(line.net()).isEqualTo(Money.parse("COP 100588.24"));
    assertThat(line.tax()).isEqualTo(Money.parse("COP 19111.76"));
  }

  @Test
  void every_tax_class_has_its_own_row() {
    PricedQuote quote =
        priced(
            TIENDA,
            item("gorra").quantity("1"),
            item("cafe").quantity("1"),
            item("libro").quantity("1"),
            item("celular").quantity("1").variant("motorola g54"));

    assertThat(quote.taxes())
        .containsExactly(
            new TaxAmount(TaxClass.GENERAL, new BigDecimal("19"), cop("29327.73"), cop("5572.27")),
            new TaxAmount(TaxClass.REDUCED, new BigDecimal("5"), cop("37047.62"), cop("1852.38")),
            new TaxAmount(TaxClass.EXEMPT, new BigDecimal("0"), cop("79900"), cop("0")),
            new TaxAmount(TaxClass.EXCLUDED, new BigDecimal("0"), cop("899900"), cop("0")));
    assertThat(quote.total()).isEqualTo(cop("1053600"));
  }

  @Test
  void half_a_cent_is_rounded_up() {
    var half = withPrice(BMC, "ROP-GOR", "USD 0.25", breakOf("2", "50"));

    // 3 × 0.25 = 0.75; half of it 0.375: 0.38; left 0.37; 22 % of it 0.0814: 0.08
    PricedLine line = priced(half, item("gorra").quantity("3")).lines().getFirst();

    assertThat(line.discount()).isEqualTo(Money.parse("USD 0.38"));
    assertThat(line.net()).isEqualTo(Money.parse("USD 0.37"));
    assertThat(line.tax()).isEqualTo(Money.parse("USD 0.08"));
  }

  @Test
  void only_the_payable_amount_is_rounded_to_whole_pesos() {
    var odd = withPrice(TIENDA, "GOR-CLA", "COP 34999", breakOf("3", "7.5"));

    PricedQuote quote = priced(odd, item("gorra").quantity("3"));

    // 104 997 less 7 874.78 (7.5 % = 7 874.775) is 97 122.22
    assertThat(quote.total()).isEqualTo(cop("97122.22"));
    assertThat(quote.payable()).isEqualTo(cop("97122"));
    assertThat(quote.roundingAdjustment()).isEqualTo(cop("-0.22"));
  }

  @Test
  void dollars_are_paid_with_cents() {
    PricedQuote quote = priced(BMC, item("silicona").quantity("1"));

    // 5.60 + 1.23
    assertThat(quote.payable()).isEqualTo(Money.parse("USD 6.83"));
    assertThat(quote.roundingAdjustment()).isEqualTo(Money.parse("USD 0"));
  }

  @Test
  void a_volume_break_applies_from_its_quantity_on() {
    assertThat(discountOf("99")).isEqualByComparingTo("6");
    assertThat(discountOf("100")).isEqualByComparingTo("12");
    assertThat(discountOf("19")).isEqualByComparingTo("0");
  }

  @Test
  void the_volume_of_panels_is_their_charged_area() {
    PricedLine line =
        priced(BMC, item("isopanel").thick("100").quantity("15").longer("6")).lines().getFirst();

    // 15 × 1.14 × 6 = 102.6 m²: 3 % off 4904.28 = 147.13
    assertThat(line.discountPercent()).isEqualByComparingTo("3");
    assertThat(line.discount()).isEqualTo(Money.parse("USD 147.13"));
    assertThat(line.net()).isEqualTo(Money.parse("USD 4757.15"));
  }

  private static BigDecimal discountOf(String caps) {
    return priced(BMC, item("gorra").quantity(caps)).lines().getFirst().discountPercent();
  }

  private static Money cop(String amount) {
    return Money.parse("COP " + amount);
  }

  private static VolumeBreak breakOf(String from, String percent) {
    return new VolumeBreak(new BigDecimal(from), new BigDecimal(percent));
  }
}
