package dev.batuta.quote.catalogue;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.TIENDA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProductSearchTest {
  @ParameterizedTest
  @CsvSource({
    "isopanel, isopanel",
    "Panel de Pared, isopanel",
    "telhas, teja",
    "autoperforantes, tornillo",
    "perfiles c, perfil",
    "placa_yeso, placa_yeso",
    "rufo, babeta",
    "Durlock, placa_yeso"
  })
  void keys_aliases_and_plurals_are_known(String word, String family) {
    assertThat(ProductSearch.find(BMC, word))
        .isInstanceOfSatisfying(
            ProductSearch.Match.Found.class,
            found -> assertThat(found.family().key()).isEqualTo(family));
  }

  @Test
  void a_sku_means_its_very_product() {
    assertThat(ProductSearch.find(TIENDA, "cel-mot-g54"))
        .isInstanceOfSatisfying(
            ProductSearch.Match.Found.class,
            found -> assertThat(found.product()).isEqualTo(TIENDA.product("CEL-MOT-G54").get()));
  }

  @ParameterizedTest
  @CsvSource({"isopanl, isopanel", "iso-rof, isoroof", "cunbrera, cumbrera", "tornilo, tornillo"})
  void a_misspelt_word_is_not_taken_but_the_right_one_is_the_nearest(String word, String family) {
    assertThat(ProductSearch.find(BMC, word))
        .isInstanceOfSatisfying(
            ProductSearch.Match.Unknown.class,
            unknown -> assertThat(unknown.near().getFirst().key()).isEqualTo(family));
  }

  @Test
  void a_word_like_no_other_gets_what_the_tenant_offers_first() {
    assertThat(ProductSearch.find(BMC, "celular"))
        .isEqualTo(new ProductSearch.Match.Unknown(BMC.families().subList(0, 3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ladrillo", "🚀", "", "x", "<script>alert(1)</script>"})
  void whatever_is_not_known_still_gets_suggestions(String word) {
    assertThat(ProductSearch.find(BMC, word))
        .isInstanceOfSatisfying(
            ProductSearch.Match.Unknown.class,
            unknown -> assertThat(unknown.near()).hasSizeBetween(1, 3));
  }
}
