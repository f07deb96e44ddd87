package dev.batuta.conversation.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every invented message is understood in full; the public sample to its measure. */
class EntityCasesTest {
  private static final ProductVocabulary VOCABULARY = NluCases.vocabulary();
  private static final Set<String> MONEY_DATE_ORDER =
      Set.of("amount", "currency", "date", "order_number");

  private final EntityExtractor extractor = new EntityExtractor();

  static Stream<JsonNode> cases() {
    return NluCases.own("entity-cases.jsonl")
        .lines()
        .map(NluCases.JSON::readTree)
        .filter(node -> node.has("text"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void an_invented_message_is_understood_in_full(JsonNode example) {
    var found = slots(example);

    var score = new SlotScore();
    assertThat(score.add(example.get("slots"), found))
        .as("%s: expected %s, found %s", example.get("text"), example.get("slots"), found)
        .isTrue();
  }

  @Test
  void the_sample_of_item_messages_reaches_a_slot_f1_of_90_percent() {
    var score = new SlotScore();
    for (var example : NluCases.messages("entities.jsonl", "entity-cases.jsonl")) {
      score.add(withoutMoney(example.get("slots")), withoutMoney(slots(example)));
    }

    assertThat(score.f1()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void the_sample_of_money_date_and_order_messages_reaches_a_slot_f1_of_90_percent() {
    var score = new SlotScore();
    for (var example : NluCases.messages("entities-extra.jsonl", "entity-cases.jsonl")) {
      var found = slots(example);
      score.add(only(example.get("slots")), only(found));
    }

    assertThat(score.f1()).isGreaterThanOrEqualTo(0.9);
  }

  private static JsonNode withoutMoney(JsonNode slots) {
    var copy = (ObjectNode) slots.deepCopy();
    copy.remove(MONEY_DATE_ORDER);
    return copy;
  }

  private static JsonNode only(JsonNode slots) {
    var copy = (ObjectNode) slots.deepCopy();
    copy.retain(MONEY_DATE_ORDER);
    return copy;
  }

  private ObjectNode slots(JsonNode example) {
    var asked = example.has("asked") ? example.get("asked").asString() : null;
    var today =
        example.has("reference_date")
            ? LocalDate.parse(example.get("reference_date").asString())
            : NluCases.TODAY;
    var country = NluCases.country(example.get("lang").asString());
    var entities =
        extractor.extract(
            example.get("text").asString(), new EntityContext(country, asked, today, VOCABULARY));
    return NluCases.JSON.valueToTree(entities);
  }
}
