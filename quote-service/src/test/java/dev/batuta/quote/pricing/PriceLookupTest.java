package dev.batuta.quote.pricing;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.DAY;
import static dev.batuta.quote.testing.Demo.TIENDA;
import static dev.batuta.quote.testing.Demo.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.tax.TaxTable;
import dev.batuta.quote.testing.Item;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

final class PriceLookupTest {
  private final PriceLookup lookup = new PriceLookup(TaxTable.shipped());

  @Test
  void a_panel_of_a_thickness_has_one_price_without_and_with_tax() {
    assertThat(listed(BMC, item("isodec").thick("100")))
        .singleElement()
        .satisfies(price -> {
          assertThat(price.price()).isEqualTo(Money.parse("USD 52.60"));
          assertThat(price.priceIncludesTax()).isFalse();
          assertThat(price.priceWithTax()).isEqualTo(Money.parse("USD 64.17"));
        });
  }

  @Test
  void a_family_lists_every_variant() {
    assertThat(listed(BMC, item("isopanel"))).hasSize(6);
    assertThat(listed(BMC, item("tornillo"))).hasSize(5);
    assertThat(listed(TIENDA, item("celular"))).hasSize(7);
  }

  @Test
  void a_brand_lists_only_its_products() {
    assertThat(listed(TIENDA, item("celular").variant("motorola")))
        .extracting(PriceLookup.ListPrice::sku)
        .containsExactly("CEL-MOT-G15", "CEL-MOT-G54");
  }

  @Test
  void a_consumer_price_contains_its_tax() {
    assertThat(listed(TIENDA, item("gorra").variant("trucker")))
        .singleElement()
        .satisfies(price -> {
          assertThat(price.priceIncludesTax()).isTrue();
          assertThat(price.priceWithTax()).isEqualTo(Money.parse("COP 39900"));
        });
  }

  @Test
  void an_unknown_product_is_refused_with_near_ones() {
    assertThat(lookup.prices(BMC, item("ladrillo").request(), DAY))
        .isInstanceOfSatisfying(
            PriceLookup.Answer.Refused.class,
            refused -> assertThat(refused.reason()).isInstanceOf(Refusal.UnknownProduct.class));
  }

  private List<PriceLookup.ListPrice> listed(Catalogue catalogue, Item item) {
    return switch (lookup.prices(catalogue, item.request(), DAY)) {
      case PriceLookup.Answer.Listed listed -> listed.prices();
      case PriceLookup.Answer.Refused(var reason) -> throw new AssertionError("refused: " + reason);
    };
  }
}
