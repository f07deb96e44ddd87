package dev.batuta.conversation.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which language a message is taken to be. */
final class LanguageDetectorTest {

  private static final LanguageDetector DETECTOR = LanguageDetector.trained();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quiero un presupuesto de isopanel | es
          gostaria de um orçamento de telhas | pt
          I would like a quote for some panels | en
          vocês entregam amanhã? | pt
          when does my order arrive? | en
          """)
  void a_clear_message_shows_its_own_language(String text, String expected) {
    assertThat(DETECTOR.detect(text, Language.ES).tag()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"ok, PT", "5510, EN", "Paula, PT", "'', PT"})
  void a_message_that_proves_nothing_keeps_the_language_of_the_conversation(
      String text, Language expected) {
    assertThat(DETECTOR.detect(text, expected)).isEqualTo(expected);
  }

  @Test
  void without_a_hint_a_doubtful_message_counts_as_spanish() {
    assertThat(DETECTOR.detect("12", null)).isEqualTo(Language.ES);
  }

  @Test
  void a_tag_with_a_region_names_its_language() {
    assertThat(Language.ofTag("pt-BR")).isEqualTo(Language.PT);
    assertThatIllegalArgumentException().isThrownBy(() -> Language.ofTag("fr"));
  }
}
