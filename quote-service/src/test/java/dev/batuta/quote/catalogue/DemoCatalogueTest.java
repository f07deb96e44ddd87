package dev.batuta.quote.catalogue;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.TIENDA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.TenantId;
import dev.batuta.quote.money.MoneyJson;
import dev.batuta.quote.tax.TaxClass;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class DemoCatalogueTest {
  @Test
  void each_demo_tenant_sells_at_least_forty_products() {
    assertThat(BMC.products()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(TIENDA.products()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void the_construction_tenant_has_every_family_that_conversations_name() {
    assertThat(BMC.families())
        .extracting(Family::key)
        .contains("isopanel", "isodec", "isoroof", "chapa", "teja", "cumbrera", "babeta")
        .contains("canaleta", "membrana", "placa_yeso", "montante", "solera", "perfil", "tornillo")
        .contains("remache", "silicona", "eps", "lana_de_roca", "lana_de_vidrio", "masilla")
        .contains("camiseta", "buzo", "pantalon", "gorra", "mochila", "zapatilla");
  }

  @Test
  void the_shop_has_every_family_that_conversations_name() {
    assertThat(TIENDA.families())
        .extracting(Family::key)
        .contains("camiseta", "buzo", "pantalon", "gorra", "mochila", "zapatilla", "celular")
        .contains("auriculares", "cargador", "funda", "medias", "chaqueta");
  }

  @Test
  void the_shop_sells_something_of_every_tax_class() {
    assertThat(TIENDA.products()).extracting(Product::taxClass).contains(TaxClass.values());
  }

  @Test
  void every_price_is_in_the_currency_of_the_quotes() {
    assertThat(BMC.products()).allMatch(p -> p.price().currency().equals(BMC.quoteCurrency()));
    assertThat(TIENDA.products())
        .allMatch(p -> p.price().currency().equals(TIENDA.quoteCurrency()));
  }

  @Test
  void panels_and_insulation_have_no_standard_thickness_that_could_be_guessed() {
    assertThat(BMC.families())
        .filteredOn(f -> f.group() == ProductGroup.PANEL || f.group() == ProductGroup.INSULATION)
        .allMatch(family -> family.standardSku() == null);
  }

  @Test
  void a_catalogue_is_the_same_after_a_round_trip_through_json() {
    String json = MoneyJson.mapper().writeValueAsString(BMC);

    var read = CatalogueFile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));

    assertThat(read).isEqualTo(BMC);
  }

  @Test
  void another_tenant_has_no_demo_catalogue() {
    assertThat(CatalogueFile.demo(new TenantId("acme"))).isEmpty();
  }

  @Test
  void a_file_that_is_no_catalogue_is_refused() {
    var file = new ByteArrayInputStream("{\"tenant_id\":5}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> CatalogueFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a catalogue");
  }
}
