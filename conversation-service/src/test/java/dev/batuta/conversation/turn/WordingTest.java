package dev.batuta.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.conversation.dialogue.Slots;
import dev.batuta.conversation.entity.Entities;
import dev.batuta.conversation.entity.Item;
import dev.batuta.conversation.intent.Intent;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordingTest {
  private static final List<String> OPEN =
      List.of(
          "product",
          "items[0].thickness_mm",
          "items[0].quantity",
          "items[0].length_m",
          "city",
          "name",
          "order_number",
          DialoguePolicy.TAKEN);
  private static final Item ITEM =
      new Item(
          "isopanel",
          new BigDecimal("2.5"),
          "unidad",
          new BigDecimal(100),
          new BigDecimal(4),
          new BigDecimal(6),
          new BigDecimal(24),
          "rojo");

  @ParameterizedTest
  @ValueSource(strings = {"es-UY", "es-CO", "pt", "pt-BR", "en", "en-US", "fr"})
  void there_are_words_for_every_intent_action_and_open_question(String language) {
    for (Intent intent : Intent.values()) {
      for (NextAction action : NextAction.values()) {
        for (String open : OPEN) {
          assertThat(answer(language, intent, action, open))
              .as("%s %s %s", intent, action, open)
              .isNotBlank()
              .doesNotContain("{", "}", "null");
        }
        if (action != NextAction.COLLECT_QUOTE_DATA) {
          assertThat(answer(language, intent, action, null)).isNotBlank();
        }
      }
    }
    assertThat(Wording.of(language).failure()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"_es_CO", "_pt", "_en"})
  void no_bundle_has_a_key_that_is_not_known_or_a_quote_that_swallows_text(String bundle) {
    Set<String> unknown = new TreeSet<>(properties(bundle).stringPropertyNames());
    unknown.removeAll(properties("").stringPropertyNames());
    unknown.removeIf(key -> key.startsWith("colour."));

    assertThat(unknown).isEmpty();
    assertThat(properties(bundle).values()).noneMatch(text -> text.toString().contains("'"));
    assertThat(properties("").values()).noneMatch(text -> text.toString().contains("'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"_pt", "_en"})
  void another_language_says_everything_itself(String bundle) {
    Set<String> missing = new TreeSet<>(properties("").stringPropertyNames());
    missing.removeAll(properties(bundle).stringPropertyNames());
    missing.removeIf(key -> key.startsWith("colour."));

    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"es-CO", "pt", "en"})
  void the_voseo_of_uruguay_is_heard_nowhere_else(String language) {
    for (Intent intent : Intent.values()) {
      for (NextAction action : NextAction.values()) {
        assertThat(answer(language, intent, action, "items[0].quantity"))
            .doesNotContainPattern("(necesitás|querés|podés|decime|escribime|confirmás|Decime)");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"es-UY", "es-CO", "pt"})
  void a_decimal_comma_stands_where_people_write_one(String language) {
    assertThat(answer(language, Intent.QUOTE_REQUEST, NextAction.CONFIRM_QUOTE, "name"))
        .contains("2,5 Isopanel");
  }

  @Test
  void the_number_that_a_complaint_was_asked_for_is_answered_as_part_of_the_complaint() {
    assertThat(answer("es-UY", Intent.ORDER_STATUS, NextAction.HAND_OFF, null, "complaint"))
        .startsWith("Lamento lo que pasó");
  }

  @ParameterizedTest
  @ValueSource(strings = {"es-UY", "es-CO", "pt", "en"})
  void notices_are_worded_in_every_language(String language) {
    assertThat(Wording.of(language).notice("abandoned_cart")).isPresent();
    assertThat(Wording.of(language).notice("complaint_delayed")).isPresent();
    assertThat(Wording.of(language).notice("nothing_of_the_kind")).isEmpty();
  }

  private static String answer(
      String language, Intent intent, NextAction action, @Nullable String open) {
    return answer(language, intent, action, open, null);
  }

  private static String answer(
      String language,
      Intent intent,
      NextAction action,
      @Nullable String open,
      @Nullable String orderTask) {
    UnderstoodTurn turn =
        new UnderstoodTurn(
            intent.word(),
            1,
            language,
            Entities.NONE,
            new Slots(List.of(ITEM), "Salto", null, null, null, null, null),
            List.of(),
            open,
            action,
            null,
            orderTask);
    return Wording.of(language).answer(turn, _ -> "Isopanel", _ -> true)
        + Wording.of(language).answer(turn, _ -> "Isopanel", _ -> false);
  }

  private static Properties properties(String bundle) {
    Properties properties = new Properties();
    String name = "/conversation-answers" + bundle + ".properties";
    try (var stream = WordingTest.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new AssertionError("there is no " + name);
      }
      try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return properties;
  }
}
