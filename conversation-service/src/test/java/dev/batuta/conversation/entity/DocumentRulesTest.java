package dev.batuta.conversation.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Documents, corrections, negations: rules that are easier to read one by one. All data invented.
 */
class DocumentRulesTest {
  private final EntityExtractor extractor = new EntityExtractor();
  private final ProductVocabulary vocabulary = new ProductVocabulary(List.of());

  @Test
  void a_document_with_a_wrong_check_digit_is_not_taken() {
    assertThat(read("mi ci es 4.582.317-1", "UY").documentId()).isNull();
    assertThat(read("mi ci es 4.582.317-0", "UY").documentId()).isEqualTo("4.582.317-0");
    assertThat(read("rut 211234560010", "UY").documentId()).isNull();
    assertThat(read("CPF 529.982.247-26", "BR").documentId()).isNull();
    assertThat(read("CNPJ 11.222.333/0001-82", "BR").documentId()).isNull();
    assertThat(read("NIT 901.234.567-1", "CO").documentId()).isNull();
  }

  @Test
  void a_document_is_no_phone_and_no_quantity() {
    var found = read("CPF 529.982.247-25", "BR");

    assertThat(found.phone()).isNull();
    assertThat(found.items()).isEmpty();
  }

  @Test
  void what_is_refused_is_reported_as_removed() {
    var found = read("2 cumbreras sin tornillos", "UY");

    assertThat(found.items()).extracting(Item::product).containsExactly("cumbrera");
    assertThat(found.change().removed()).extracting(Item::product).containsExactly("tornillo");
  }

  @Test
  void a_replacement_names_the_old_thing_and_the_new_one() {
    var found = read("cambiá las gorras por mochilas", "UY");

    assertThat(found.change().replacing()).isTrue();
    assertThat(found.change().removed()).extracting(Item::product).containsExactly("gorra");
    assertThat(found.items()).extracting(Item::product).containsExactly("mochila");
  }

  @Test
  void a_street_number_counts_nothing() {
    assertThat(read("vivo en calle Sarandí 1234 esquina Colón", "UY").items()).isEmpty();
  }

  @Test
  void an_order_of_three_hundred_screws_is_no_order_number() {
    var found = read("pedido de 300 tornillos", "UY");

    assertThat(found.orderNumber()).isNull();
    assertThat(found.items().getFirst().quantity()).isEqualByComparingTo("300");
  }

  @Test
  void an_english_month_comes_before_the_day() {
    assertThat(read("by 12/01", "US").date()).isEqualTo("2026-12-01");
    assertThat(read("para el 12/01", "UY").date()).isEqualTo("2027-01-12");
  }

  private Entities read(String text, String country) {
    return extractor.extract(text, new EntityContext(country, null, NluCases.TODAY, vocabulary));
  }
}
