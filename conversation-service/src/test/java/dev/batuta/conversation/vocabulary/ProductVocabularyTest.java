package dev.batuta.conversation.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProductVocabularyTest {
  private final ProductVocabulary vocabulary =
      new ProductVocabulary(
          List.of(
              new ProductFamily("panel-pared", ProductGroup.PANEL, List.of("isopanel")),
              new ProductFamily("silicona", ProductGroup.OTHER, List.of("sellador"))));

  @Test
  void the_trade_names_of_a_thing_lead_to_the_tenants_own_key() {
    assertThat(found("wall panels")).containsExactly("panel-pared");
    assertThat(vocabulary.group("panel-pared")).isEqualTo(ProductGroup.PANEL);
    assertThat(vocabulary.inCatalogue("panel-pared")).isTrue();
  }

  @Test
  void plurals_of_three_languages_are_seen_through() {
    assertThat(found("painéis de parede")).containsExactly("panel-pared");
    assertThat(found("selladores")).containsExactly("silicona");
    assertThat(found("lápices")).containsExactly("lapiz");
    assertThat(found("portões")).containsExactly("portao");
  }

  @Test
  void a_slip_of_the_finger_is_forgiven_but_everyday_words_are_left_alone() {
    assertThat(found("isopanle")).containsExactly("panel-pared");
    assertThat(found("cilicona")).containsExactly("silicona");
    assertThat(found("papel")).isEmpty();
    assertThat(found("cuatro")).isEmpty();
  }

  @Test
  void the_longest_name_wins() {
    assertThat(found("panel de techo")).containsExactly("isodec");
    assertThat(found("lana de vidrio")).containsExactly("lana_de_vidrio");
  }

  @Test
  void a_thing_nobody_sells_is_named_by_its_head_noun() {
    assertThat(found("baldes de masilla")).containsExactly("masilla");
    assertThat(vocabulary.group("masilla")).isEqualTo(ProductGroup.OTHER);
  }

  private List<String> found(String text) {
    return vocabulary.mentions(Words.split(text)).stream().map(ProductMention::product).toList();
  }
}
