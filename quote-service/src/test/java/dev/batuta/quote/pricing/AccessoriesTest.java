package dev.batuta.quote.pricing;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.item;
import static dev.batuta.quote.testing.Demo.outcome;
import static dev.batuta.quote.testing.Demo.priced;
import static dev.batuta.quote.testing.Demo.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.batuta.quote.testing.Item;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/**
 * Isopanel takes 4 screws per m², 2 m of U profile per metre of width, a tube per 10 m of joint.
 */
final class AccessoriesTest {
  private static final Item WALL = item("isopanel").thick("100").longer("6").wide("4");

  @Test
  void a_wall_of_6_by_4_metres_comes_with_what_fitting_it_takes() {
    PricedQuote quote = priced(BMC, WALL);

    // 27.36 m² × 4 = 110 screws: 3 boxes of 50; 4 m × 2 = 8 m: 3 profiles of 3 m;
    // 3 joints × 6 m / 10 = 1.8: 2 tubes
    assertThat(accessories(quote))
        .extracting(PricedLine::sku, line -> line.quantity().intValue(), PricedLine::gross)
        .containsExactly(
            tuple("TOR-AUT-100", 3, Money.parse("USD 38.40")),
            tuple("PER-U-50", 3, Money.parse("USD 28.80")),
            tuple("SIL-NEU", 2, Money.parse("USD 11.20")));
    assertThat(quote.net()).isEqualTo(Money.parse("USD 1386.21"));
    assertThat(quote.tax()).isEqualTo(Money.parse("USD 304.97"));
    assertThat(quote.payable()).isEqualTo(Money.parse("USD 1691.18"));
  }

  @Test
  void the_needs_of_two_walls_are_added_up_before_they_are_rounded() {
    PricedQuote quote = priced(BMC, WALL, WALL.thick("50"));

    // 2 × 109.44 = 218.88 screws: 5 boxes, not 3 + 3
    assertThat(accessories(quote).getFirst().quantity()).isEqualByComparingTo("5");
    assertThat(accessories(quote).getFirst().items()).containsExactly(0, 1);
  }

  @Test
  void what_the_customer_orders_is_not_added_again() {
    PricedQuote quote =
        priced(BMC, WALL, item("tornillo").quantity("50").variant("autoperforante"));

    assertThat(accessories(quote)).extracting(PricedLine::product).doesNotContain("tornillo");
  }

  @Test
  void what_the_customer_does_not_want_is_left_out() {
    var without = new QuoteRequest(request(WALL).items(), List.of("tornillos", "silicona"));

    assertThat(outcome(BMC, without))
        .isInstanceOfSatisfying(
            PricingOutcome.Priced.class,
            priced ->
                assertThat(accessories(priced.quote()))
                    .extracting(PricedLine::sku)
                    .containsExactly("PER-U-50"));
  }

  @Test
  void an_accessory_has_the_colour_of_what_it_is_fitted_to() {
    PricedQuote quote = priced(BMC, WALL.colour("gris"));

    assertThat(accessories(quote))
        .extracting(PricedLine::colour)
        .containsExactly(null, "gris", "gris");
  }

  @Test
  void a_single_panel_has_no_joint_to_seal() {
    PricedQuote quote = priced(BMC, item("isopanel").thick("100").quantity("1").longer("3"));

    assertThat(accessories(quote)).extracting(PricedLine::product).doesNotContain("silicona");
  }

  private static List<PricedLine> accessories(PricedQuote quote) {
    return quote.lines().stream().filter(line -> line.kind() == LineKind.ACCESSORY).toList();
  }
}
