package dev.batuta.quote.wording;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.TIENDA;
import static dev.batuta.quote.testing.Demo.item;
import static dev.batuta.quote.testing.Demo.priced;
import static dev.batuta.quote.testing.Demo.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.pricing.PricedLine;
import dev.batuta.quote.testing.Item;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordingTest {
  private static final Item ISOPANEL = item("isopanel").thick("100").colour("blanco");

  @Test
  void panels_are_explained_by_their_multiplication() {
    PricedLine line = priced(BMC, ISOPANEL.quantity("7").longer("6")).lines().getFirst();

    assertThat(Wording.of("es-UY").explanation(line))
        .isEqualTo("7 paneles × 1,14 m × 6 m = 47,88 m²");
    assertThat(Wording.of("pt-BR").explanation(line))
        .isEqualTo("7 painéis × 1,14 m × 6 m = 47,88 m²");
    assertThat(Wording.of("en").explanation(line)).isEqualTo("7 panels × 1,14 m × 6 m = 47,88 m²");
  }

  @Test
  void a_length_that_the_engine_chose_is_still_to_be_confirmed() {
    PricedLine line = priced(BMC, ISOPANEL.area("100")).lines().getFirst();

    assertThat(Wording.of("es-UY").explanation(line))
        .isEqualTo(
            "8 paneles × 1,14 m × 10,97 m = 100,0464 m² · largo a confirmar antes del pedido");
  }

  @Test
  void pieces_are_explained_by_the_packs_they_come_in() {
    PricedLine line =
        priced(BMC, item("tornillo").quantity("210").variant("t1")).lines().getFirst();

    assertThat(Wording.of("es").explanation(line))
        .isEqualTo("210 unidades = 3 cajas (de 100 unidades)");
  }

  @Test
  void a_line_is_named_with_colour_and_size_in_the_customers_language() {
    PricedLine line =
        priced(TIENDA, item("camiseta").quantity("2").colour("negro").size("m")).lines().getFirst();

    assertThat(Wording.of("pt-BR").name(line)).isEqualTo("Camiseta básica, preto, tamanho M");
    assertThat(Wording.of("en").name(line)).isEqualTo("Basic T-shirt, black, size M");
  }

  @Test
  void a_length_beyond_the_longest_is_explained_with_the_split() {
    assertThat(refusal(BMC, ISOPANEL.quantity("5").longer("15")))
        .isEqualTo(
            "Isopanel (panel de pared): el largo 15 está fuera de lo que podemos ofrecer"
                + " (de 1,5 a 12). Se puede resolver así: 10 piezas de 7,5 m.");
  }

  @Test
  void a_missing_thickness_is_asked_for_with_those_there_are() {
    assertThat(refusal(BMC, item("isoroof").quantity("5").longer("3")))
        .isEqualTo(
            "Isoroof (panel de techo trapezoidal): falta el espesor."
                + " Disponible: 30 mm, 50 mm, 80 mm.");
  }

  @Test
  void an_absurd_quantity_is_refused_in_few_words() {
    assertThat(refusal(BMC, ISOPANEL.quantity("1E+999999999").longer("3")))
        .contains("1E+999999999")
        .contains("de 1 a 100.000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"es", "pt", "en"})
  void every_refusal_has_words_in_every_language(String language) {
    Wording words = Wording.of(language);
    Item wall = ISOPANEL.longer("6").wide("4");

    assertThat(
            refused(
                BMC,
                wall.area("99"),
                wall.quantity("2.5"),
                wall.longer("99"),
                ISOPANEL,
                wall.colour("rosa"),
                item("ladrillo {0} '")))
        .extracting(words::refusal)
        .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("{1}"))
        .hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pt", "en"})
  void every_text_is_translated(String language) {
    var spanish = ResourceBundle.getBundle("quote-messages", Locale.ROOT);
    var other = ResourceBundle.getBundle("quote-messages", Locale.of(language));

    assertThat(other.getLocale().getLanguage()).isEqualTo(language);
    assertThat(other.keySet()).containsAll(spanish.keySet());
  }

  @Test
  void colombian_customers_read_their_own_words() {
    PricedLine line =
        priced(TIENDA, item("camiseta").quantity("2").colour("negro").size("m")).lines().getFirst();

    assertThat(Wording.of("es-CO").name(line)).isEqualTo("Camiseta básica, negro, talla M");
    assertThat(Wording.of("es-UY").name(line)).isEqualTo("Camiseta básica, negro, talle M");
  }

  @Test
  void a_language_that_is_not_spoken_is_spanish() {
    assertThat(Wording.of("fr-FR").language()).isEqualTo("es");
    assertThat(Wording.of("").language()).isEqualTo("es");
  }

  private static String refusal(Catalogue catalogue, Item item) {
    return Wording.of("es-UY").refusal(refused(catalogue, item).getFirst());
  }
}
