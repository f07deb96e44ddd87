package dev.batuta.quote.pricing;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.item;
import static dev.batuta.quote.testing.Demo.priced;
import static dev.batuta.quote.testing.Demo.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.quote.testing.Item;
import java.math.BigDecimal;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Worked by hand. Isopanel: useful width 1.14 m, 1.5 to 12 m; 100 mm costs US$ 47.80 per m². */
final class PanelArithmeticTest {
  private static final Item ISOPANEL = item("isopanel").thick("100");

  @Test
  void a_surface_of_6_by_4_metres_takes_4_panels_of_6_metres() {
    PricedLine line = priced(BMC, ISOPANEL.longer("6").wide("4")).lines().getFirst();

    // ceil(4 / 1.14) = 4; 4 × 1.14 × 6 = 27.36; 27.36 × 47.80 = 1307.808
    assertThat(line.working()).isEqualTo(cut(4, "6", "27.36", Working.Basis.SURFACE));
    assertThat(line.quantity()).isEqualByComparingTo("27.36");
    assertThat(line.gross()).isEqualTo(Money.parse("USD 1307.81"));
    assertThat(line.tax()).isEqualTo(Money.parse("USD 287.72"));
    assertThat(line.total()).isEqualTo(Money.parse("USD 1595.53"));
  }

  @Test
  void what_is_cut_off_a_surface_is_a_line_that_costs_nothing_more() {
    PricedLine offcut = priced(BMC, ISOPANEL.longer("6").wide("4")).lines().get(1);

    assertThat(offcut.kind()).isEqualTo(LineKind.WASTE);
    assertThat(offcut.quantity()).isEqualByComparingTo("3.36");
    assertThat(offcut.total()).isEqualTo(Money.parse("USD 0"));
  }

  @Test
  void seven_panels_of_6_metres_are_charged_with_47_88_square_metres() {
    PricedLine line = priced(BMC, ISOPANEL.quantity("7").longer("6")).lines().getFirst();

    assertThat(line.working()).isEqualTo(cut(7, "6", "47.88", Working.Basis.PIECES));
    assertThat(line.gross()).isEqualTo(Money.parse("USD 2288.66"));
  }

  @Test
  void a_width_that_is_a_whole_number_of_useful_widths_takes_exactly_so_many_panels() {
    PricedLine line = priced(BMC, ISOPANEL.longer("3").wide("3.42")).lines().getFirst();

    assertThat(line.quantity()).isEqualByComparingTo("10.26");
  }

  @Test
  void an_area_with_a_length_takes_panels_of_that_length() {
    PricedLine line = priced(BMC, ISOPANEL.area("20").longer("3")).lines().getFirst();

    // 20 / (1.14 × 3) = 5.85: 6 panels
    assertThat(line.working()).isEqualTo(cut(6, "3", "20.52", Working.Basis.AREA_AND_LENGTH));
  }

  @Test
  void an_area_alone_takes_the_fewest_panels_of_the_least_length_that_covers_it() {
    PricedLine line = priced(BMC, ISOPANEL.area("100")).lines().getFirst();

    // 100 / (1.14 × 12) = 7.3: 8 panels; 100 / (8 × 1.14) = 10.964…: 10.97 m
    assertThat(line.working()).isEqualTo(cut(8, "10.97", "100.0464", Working.Basis.AREA));
  }

  @Test
  void an_area_smaller_than_the_shortest_panel_takes_the_shortest_panel() {
    PricedLine line = priced(BMC, ISOPANEL.area("1")).lines().getFirst();

    assertThat(line.working()).isEqualTo(cut(1, "1.5", "1.71", Working.Basis.AREA));
  }

  @Test
  void panels_and_an_area_give_the_length() {
    PricedLine line = priced(BMC, ISOPANEL.quantity("5").area("20")).lines().getFirst();

    // 20 / (5 × 1.14) = 3.508…: 3.51 m
    assertThat(line.quantity()).isEqualByComparingTo("20.007");
  }

  @Test
  void a_length_between_two_steps_is_rounded_up_and_the_line_says_so() {
    PricedLine line =
        priced(BMC, item("isoroof").thick("30").quantity("2").longer("3.12")).lines().getFirst();

    assertThat(line.working())
        .isInstanceOfSatisfying(
            Working.CutPieces.class,
            cut -> {
              assertThat(cut.lengthM()).isEqualByComparingTo("3.15");
              assertThat(cut.askedLengthM()).isEqualByComparingTo("3.12");
            });
  }

  @Test
  void a_length_beyond_the_longest_panel_is_refused_and_the_split_is_offered() {
    assertThat(refused(BMC, ISOPANEL.quantity("5").longer("15")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.OutOfRange.class,
            refusal -> {
              assertThat(refusal.attribute()).isEqualTo(Attribute.LENGTH);
              assertThat(refusal.max()).isEqualByComparingTo("12");
              assertThat(refusal.instead())
                  .containsExactly(new Cut(Cut.Way.SPLIT, 10, new BigDecimal("7.5")));
            });
  }

  @Test
  void a_surface_that_is_too_long_can_also_be_covered_the_other_way() {
    assertThat(refused(BMC, ISOPANEL.longer("20").wide("8")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.OutOfRange.class,
            refusal ->
                // 8 / 1.14: 8 panels across, each in two parts; or 20 / 1.14: 18 panels of 8 m
                assertThat(refusal.instead())
                    .containsExactly(
                        new Cut(Cut.Way.SPLIT, 16, new BigDecimal("10")),
                        new Cut(Cut.Way.TURNED, 18, new BigDecimal("8"))));
  }

  @Test
  void a_length_below_the_shortest_panel_is_refused_and_the_shortest_is_offered() {
    assertThat(refused(BMC, ISOPANEL.quantity("3").longer("1.2")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.OutOfRange.class,
            refusal ->
                assertThat(refusal.instead())
                    .containsExactly(new Cut(Cut.Way.NEAREST_LENGTH, 3, new BigDecimal("1.5"))));
  }

  @Test
  void a_surface_and_an_area_that_differ_are_asked_about() {
    assertThat(refused(BMC, ISOPANEL.longer("6").wide("4").area("40")))
        .singleElement()
        .isInstanceOf(Refusal.ConflictingMeasures.class);
  }

  @Test
  void panels_that_do_not_cover_the_named_width_are_asked_about() {
    assertThat(refused(BMC, ISOPANEL.quantity("2").longer("6").wide("4")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.ConflictingMeasures.class,
            conflict -> assertThat(conflict.computed()).isEqualByComparingTo("4"));
  }

  @Test
  void the_nominal_width_of_a_panel_beside_a_quantity_changes_nothing() {
    PricedLine line =
        priced(BMC, ISOPANEL.quantity("7").longer("6").wide("1.2")).lines().getFirst();

    assertThat(line.quantity()).isEqualByComparingTo("47.88");
  }

  private static Working cut(long pieces, String length, String area, Working.Basis basis) {
    return new Working.CutPieces(
        pieces,
        "panel",
        new BigDecimal("1.14"),
        new BigDecimal(length),
        new BigDecimal(area),
        basis,
        null);
  }
}
