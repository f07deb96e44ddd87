package dev.batuta.quote.pricing;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.TIENDA;
import static dev.batuta.quote.testing.Demo.item;
import static dev.batuta.quote.testing.Demo.priced;
import static dev.batuta.quote.testing.Demo.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Worked by hand with the invented prices of the demo catalogues. */
final class PackArithmeticTest {
  @Test
  void two_hundred_and_ten_screws_are_three_boxes_of_a_hundred() {
    PricedLine line = priced(BMC, item("tornillo").quantity("210")).lines().getFirst();

    assertThat(line.quantity()).isEqualByComparingTo("3");
    assertThat(line.unit()).isEqualTo("caja");
    assertThat(line.gross()).isEqualTo(Money.parse("USD 10.20"));
  }

  @Test
  void the_standard_product_of_a_family_is_named_and_to_be_confirmed() {
    PricedLine unsaid = priced(BMC, item("montante").quantity("9")).lines().getFirst();
    PricedLine said =
        priced(BMC, item("montante").quantity("9").variant("9 montantes de 35")).lines().getFirst();

    assertThat(unsaid.sku()).isEqualTo("MON-70-260");
    assertThat(unsaid.toConfirm()).containsExactly(Attribute.VARIANT);
    assertThat(said.sku()).isEqualTo("MON-35-260");
    assertThat(said.toConfirm()).isEmpty();
  }

  @Test
  void two_boxes_of_screws_are_two_boxes() {
    PricedLine line =
        priced(BMC, item("tornillo").quantity("2").unit("caja").variant("T2")).lines().getFirst();

    assertThat(line.sku()).isEqualTo("TOR-T2");
    assertThat(line.gross()).isEqualTo(Money.parse("USD 7.80"));
  }

  @Test
  void eight_metres_of_gutter_are_three_lengths_of_three_metres() {
    PricedLine line = priced(BMC, item("canaleta").quantity("8").unit("m")).lines().getFirst();

    // 9 m × 9.80
    assertThat(line.quantity()).isEqualByComparingTo("9");
    assertThat(line.gross()).isEqualTo(Money.parse("USD 88.20"));
  }

  @Test
  void rolls_of_glass_wool_are_charged_by_the_square_metre() {
    PricedLine line =
        priced(BMC, item("lana_de_vidrio").thick("50").quantity("4").unit("rollo"))
            .lines()
            .getFirst();

    // 4 × 1.2 × 12 = 57.6 m² × 3.70
    assertThat(line.quantity()).isEqualByComparingTo("57.6");
    assertThat(line.gross()).isEqualTo(Money.parse("USD 213.12"));
  }

  @Test
  void a_surface_of_insulation_is_rounded_up_to_packs_and_waste_is_its_own_line() {
    List<PricedLine> lines = priced(BMC, item("lana_de_roca").thick("50").area("25")).lines();

    // 4.32 m² a bale: 25 / 4.32 = 5.79: 6; with 5 % 26.25 / 4.32 = 6.08: 7
    assertThat(lines)
        .extracting(PricedLine::kind)
        .containsExactly(LineKind.PRODUCT, LineKind.WASTE);
    assertThat(lines.get(0).quantity()).isEqualByComparingTo("25.92");
    assertThat(lines.get(1).quantity()).isEqualByComparingTo("4.32");
    assertThat(lines.get(1).gross()).isEqualTo(Money.parse("USD 40.61"));
  }

  @Test
  void pieces_of_a_named_number_have_no_waste_added() {
    List<PricedLine> lines =
        priced(BMC, item("eps").thick("20").quantity("8").wide("1").longer("1")).lines();

    assertThat(lines).singleElement().matches(line -> line.quantity().intValue() == 8);
  }

  @Test
  void a_piece_of_another_size_than_it_comes_in_is_refused_with_the_size() {
    assertThat(refused(BMC, item("eps").thick("20").quantity("8").wide("1").longer("2")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.NotAvailable.class,
            refusal -> assertThat(refusal.available()).containsExactly("1 × 1"));
  }

  @Test
  void a_length_chooses_the_piece_that_comes_in_it() {
    PricedLine line = priced(BMC, item("perfil").quantity("20").longer("6")).lines().getFirst();

    assertThat(line.sku()).isEqualTo("PER-C-100");
  }

  @Test
  void shoes_are_counted_in_pairs_and_size_and_colour_that_were_not_said_are_to_be_confirmed() {
    PricedLine line =
        priced(BMC, item("zapatilla").quantity("2").unit("par").colour("negro")).lines().getFirst();

    assertThat(line.quantity()).isEqualByComparingTo("2");
    assertThat(line.colour()).isEqualTo("negro");
    assertThat(line.toConfirm()).containsExactly(Attribute.SIZE);
  }

  @Test
  void four_pairs_of_socks_are_two_packs_of_three() {
    PricedLine line = priced(TIENDA, item("medias").quantity("4").unit("par")).lines().getFirst();

    assertThat(line.gross()).isEqualTo(Money.parse("COP 49800"));
  }

  @Test
  void a_unit_in_which_something_is_not_sold_is_refused_with_those_in_which_it_is() {
    assertThat(refused(BMC, item("masilla").quantity("10").unit("kg")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.NotAvailable.class,
            refusal -> assertThat(refusal.available()).containsExactly("balde", "unidad"));
  }
}
