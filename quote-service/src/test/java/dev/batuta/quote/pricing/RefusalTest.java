package dev.batuta.quote.pricing;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.TIENDA;
import static dev.batuta.quote.testing.Demo.item;
import static dev.batuta.quote.testing.Demo.outcome;
import static dev.batuta.quote.testing.Demo.priced;
import static dev.batuta.quote.testing.Demo.refused;
import static dev.batuta.quote.testing.Demo.withPrice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.testing.Item;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RefusalTest {
  private static final Item ISOPANEL = item("isopanel").thick("100");

  @ParameterizedTest
  @ValueSource(strings = {"-5", "0", "1000000000", "100001", "1E+999999999", "-1E+999999999"})
  void a_quantity_that_nobody_can_supply_is_refused_with_the_range(String quantity) {
    assertThat(refused(BMC, ISOPANEL.quantity(quantity).longer("3")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.OutOfRange.class,
            refusal -> {
              assertThat(refusal.attribute()).isEqualTo(Attribute.QUANTITY);
              assertThat(refusal.min()).isEqualByComparingTo("1");
              assertThat(refusal.max()).isEqualByComparingTo("100000");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"-6", "0", "1000000000", "1E+999999999", "1E-999999999"})
  void a_length_that_nobody_can_make_is_refused_with_the_range(String length) {
    assertThat(refused(BMC, ISOPANEL.quantity("3").longer(length)))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.OutOfRange.class,
            refusal -> assertThat(refusal.attribute()).isEqualTo(Attribute.LENGTH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "100001", "1E+999999999", "1E-999999999"})
  void an_area_that_nobody_can_cover_is_refused_with_the_range(String area) {
    assertThat(refused(BMC, ISOPANEL.area(area)))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.OutOfRange.class,
            refusal -> assertThat(refusal.attribute()).isEqualTo(Attribute.AREA));
  }

  @Test
  void measures_that_are_each_possible_but_come_to_too_much_are_refused() {
    assertThat(refused(BMC, ISOPANEL.quantity("100000").longer("12")))
        .singleElement()
        .isInstanceOf(Refusal.OutOfRange.class);
  }

  @Test
  void half_a_panel_is_refused() {
    assertThat(refused(BMC, ISOPANEL.quantity("2.5").longer("3")))
        .singleElement()
        .isInstanceOf(Refusal.NotWhole.class);
  }

  @Test
  void an_unknown_product_is_refused_with_near_ones() {
    assertThat(refused(BMC, item("isopanl").quantity("3")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.UnknownProduct.class,
            refusal -> assertThat(refusal.near().getFirst().product()).isEqualTo("isopanel"));
  }

  @Test
  void a_panel_without_thickness_is_not_guessed() {
    assertThat(refused(BMC, item("isopanel").quantity("3").longer("3")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.MissingAttribute.class,
            refusal -> {
              assertThat(refusal.attribute()).isEqualTo(Attribute.THICKNESS);
              assertThat(refusal.available())
                  .containsExactly("50", "80", "100", "120", "150", "200");
            });
  }

  @Test
  void a_panel_without_measures_names_all_that_is_missing() {
    assertThat(refused(BMC, ISOPANEL))
        .extracting(refusal -> ((Refusal.MissingAttribute) refusal).attribute())
        .containsExactly(Attribute.QUANTITY, Attribute.LENGTH);
  }

  @Test
  void a_phone_without_a_model_is_not_guessed() {
    assertThat(refused(TIENDA, item("celular").quantity("1")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.MissingAttribute.class,
            refusal -> assertThat(refusal.attribute()).isEqualTo(Attribute.VARIANT));
  }

  @Test
  void a_thickness_that_is_not_made_is_refused_with_those_that_are() {
    assertThat(refused(BMC, item("isodec").thick("90").quantity("3").longer("3")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.NotAvailable.class,
            refusal -> assertThat(refusal.available()).contains("100", "250"));
  }

  @Test
  void a_colour_that_is_not_made_is_refused_with_those_that_are() {
    assertThat(refused(BMC, ISOPANEL.quantity("3").longer("3").colour("violeta")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.NotAvailable.class,
            refusal -> assertThat(refusal.available()).containsExactly("blanco", "gris"));
  }

  @Test
  void a_size_that_is_not_made_is_refused_with_those_that_are() {
    assertThat(refused(TIENDA, item("zapatilla").quantity("1").size("50")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.NotAvailable.class,
            refusal -> assertThat(refusal.available()).contains("35", "44"));
  }

  @Test
  void a_colour_that_was_not_said_is_the_usual_one_and_the_line_says_so() {
    PricedLine line = priced(BMC, ISOPANEL.quantity("3").longer("3")).lines().getFirst();

    assertThat(line.colour()).isEqualTo("blanco");
    assertThat(line.colourAssumed()).isTrue();
  }

  @Test
  void every_reason_of_every_item_is_named() {
    assertThat(
            refused(BMC, item("ladrillo"), item("isopanel"), ISOPANEL.quantity("-1").longer("3")))
        .hasSize(3);
  }

  @Test
  void a_request_for_nothing_is_refused() {
    assertThat(refused(BMC)).containsExactly(new Refusal.NoItems());
  }

  @Test
  void a_request_for_more_than_fifty_things_is_refused() {
    var many = new QuoteRequest(Collections.nCopies(51, ItemRequest.of("gorra")), null);

    assertThat(outcome(BMC, many))
        .isEqualTo(new PricingOutcome.Refused(List.of(new Refusal.TooManyItems(51, 50))));
  }

  @Test
  void a_price_in_another_currency_is_never_converted() {
    Catalogue pesos = withPrice(BMC, "ROP-GOR", "UYU 280");

    assertThat(refused(pesos, item("gorra").quantity("4").colour("azul")))
        .singleElement()
        .isInstanceOfSatisfying(
            Refusal.OtherCurrency.class,
            refusal -> {
              assertThat(refusal.currency()).isEqualTo("UYU");
              assertThat(refusal.quoteCurrency()).isEqualTo("USD");
            });
  }
}
