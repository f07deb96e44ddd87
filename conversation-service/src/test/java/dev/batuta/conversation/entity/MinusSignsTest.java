package dev.batuta.conversation.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MinusSignsTest {
  private final EntityExtractor extractor = new EntityExtractor();

  @Test
  void a_minus_sign_in_the_line_stays_with_its_quantity() {
    assertThat(quantities("cotizame -5 paneles isopanel de 100 mm de 4 m"))
        .containsExactly(new BigDecimal("-5"));
  }

  @Test
  void a_dash_at_the_start_of_a_line_is_a_list() {
    assertThat(quantities("-5 chapas de 3 m\n-3 cumbreras"))
        .containsExactly(new BigDecimal("5"), new BigDecimal("3"));
  }

  private List<BigDecimal> quantities(String text) {
    EntityContext context =
        new EntityContext("UY", null, LocalDate.of(2026, 11, 18), new ProductVocabulary(List.of()));
    return extractor.extract(text, context).items().stream().map(Item::quantity).toList();
  }
}
