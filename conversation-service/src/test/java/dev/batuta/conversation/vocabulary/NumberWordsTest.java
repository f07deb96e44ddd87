package dev.batuta.conversation.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberWordsTest {
  @ParameterizedTest
  @CsvSource({
    "veinticinco,25", "treinta y cinco,35", "ciento veinte,120", "dos mil,2000",
    "mil quinientos,1500", "tres y medio,3.5", "media docena,6", "dos docenas,24",
    "una docena y media,18", "vinte e cinco,25", "meia duzia,6", "duzentos e dez,210",
    "twenty five,25", "half a dozen,6", "two hundred and fifty,250", "two and a half,2.5"
  })
  void a_number_in_words_is_read_to_its_end(String text, String value) {
    var words = Words.split(text);

    var reading = NumberWords.read(words, 0, false);

    assertThat(reading).isNotNull();
    assertThat(reading.value()).isEqualByComparingTo(value);
    assertThat(reading.to()).isEqualTo(words.size());
  }
}
