package dev.batuta.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.ContractJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PriorityTest {
  @ParameterizedTest
  @CsvSource({
    "0, LOW",
    "3, LOW",
    "4, NORMAL",
    "6, NORMAL",
    "7, HIGH",
    "9, HIGH",
    "'\"low\"', LOW",
    "'\"Normal\"', NORMAL",
    "'\"HIGH\"', HIGH",
    "'\"8\"', HIGH"
  })
  void a_priority_is_read_from_a_word_or_a_number(String json, Priority priority) {
    assertThat(ContractJson.mapper().readValue(json, Priority.class)).isEqualTo(priority);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "-1", "\"urgent\"", "\"\"", "\"10\"", "true", "5.5", "4294967296"})
  void anything_else_is_refused(String json) {
    assertThatThrownBy(() -> ContractJson.mapper().readValue(json, Priority.class))
        .hasMessageContaining("priority is low, normal, high or 0 to 9");
  }

  @ParameterizedTest
  @EnumSource
  void the_number_on_the_wire_is_of_the_same_lane(Priority priority) {
    assertThat(Priority.ofLevel(priority.level())).isEqualTo(priority);
  }
}
