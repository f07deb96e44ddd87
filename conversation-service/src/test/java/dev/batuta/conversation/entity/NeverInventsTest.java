package dev.batuta.conversation.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is written, reading ends, and no number comes out that was not put in. */
class NeverInventsTest {
  private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9.,]+");
  private static final ProductVocabulary VOCABULARY = NluCases.vocabulary();
  private static final List<String> PIECES =
      List.of(
          "isopanel",
          "de",
          "100",
          "mm",
          "3,5",
          "m",
          "x",
          "y",
          ",",
          "no",
          "1.200",
          "$",
          "pedido",
          "#",
          "para",
          "Salto",
          "soy",
          "Paula",
          "un",
          "docena",
          "1/2",
          "2026-11-20",
          "099 111 222",
          "ci",
          "4.582.317-0",
          "el",
          "31",
          "febrero",
          "hace",
          "días",
          "999999999999999999",
          "²",
          "\u00a4",
          "talle",
          "todas",
          "cambiá",
          "por",
          "sin",
          "sacá",
          "\n",
          ".",
          "gorras",
          "rojas",
          "cm",
          "m2");

  private final EntityExtractor extractor = new EntityExtractor();

  @Test
  void random_unicode_of_any_length_is_read_to_its_end() {
    long seed = System.nanoTime();
    var random = new Random(seed);

    for (int i = 0; i < 40; i++) {
      var text = unicode(random, random.nextInt(4097));
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> extractor.extract(text, context()), "seed " + seed);
    }
  }

  @Test
  void random_sentences_give_only_sizes_and_amounts_that_they_contain() {
    long seed = System.nanoTime();
    var random = new Random(seed);

    for (int i = 0; i < 400; i++) {
      var text = sentence(random);
      var found = extractor.extract(text, context());

      for (var number : numbers(found)) {
        assertThat(said(text))
            .as("seed %d: %s in %s", seed, number, text)
            .anyMatch(said -> sameDigits(said, number));
      }
    }
  }

  @Test
  void a_text_without_numbers_gives_no_numbers() {
    var found = extractor.extract("quiero isopaneles blancos para el techo", context());

    assertThat(numbers(found)).isEmpty();
  }

  @Test
  void hostile_repetitions_do_not_stall_the_reader() {
    for (var piece :
        List.of(
            "1 ", "1.", "a@", "1-", "pedido numero ", "1 x ", "#", "(", "de ", "99 ", "\u0301")) {
      var text = piece.repeat(4096 / piece.length());

      assertThatCode(() ->
              assertTimeoutPreemptively(
                  Duration.ofSeconds(20), () -> extractor.extract(text, context())))
          .as(piece)
          .doesNotThrowAnyException();
    }
  }

  private static EntityContext context() {
    return new EntityContext("UY", null, NluCases.TODAY, VOCABULARY);
  }

  private static String unicode(Random random, int length) {
    var text = new StringBuilder();
    while (text.length() < length) {
      switch (random.nextInt(4)) {
        case 0 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        case 1 -> text.append((char) (' ' + random.nextInt(95)));
        case 2 -> text.append(PIECES.get(random.nextInt(PIECES.size())));
        default -> text.append(' ');
      }
    }
    return text.substring(0, length);
  }

  private static String sentence(Random random) {
    var words = new ArrayList<String>();
    for (int i = random.nextInt(25); i >= 0; i--) {
      words.add(PIECES.get(random.nextInt(PIECES.size())));
    }
    return String.join(" ", words);
  }

  private static List<BigDecimal> numbers(Entities found) {
    return Stream.concat(
            found.items().stream()
                .flatMap(item ->
                    Stream.of(item.thicknessMm(), item.widthM(), item.lengthM(), item.areaM2())),
            Stream.of(found.amount()))
        .filter(number -> number != null)
        .toList();
  }

  /** Every run of digits, and the halves and ones that words can say. */
  private static List<String> said(String text) {
    var said = new ArrayList<>(List.of("1", "5", "12", "15"));
    NOT_A_DIGIT.splitAsStream(text).forEach(run -> said.add(significant(run)));
    return said;
  }

  private static boolean sameDigits(String said, BigDecimal number) {
    var digits = significant(number.toPlainString());
    return said.equals(digits) || said.startsWith(digits) || digits.startsWith(said);
  }

  private static String significant(String number) {
    return number.replaceAll("\\D", "").replaceAll("^0+", "").replaceAll("0+$", "");
  }
}
