package dev.batuta.conversation.vocabulary;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain forms of words: without case and accents, without plural, and by sound. */
public final class Words {
  private static final Pattern WORD = Pattern.compile("[a-z]+|\\d+");

  private Words() {}

  /**
   * Lower case without accents; every character of the composed text gives exactly one character,
   * so positions stay valid.
   *
   * @param text any text
   * @return its folded form, as long as the NFC form of {@code text}
   */
  public static String fold(String text) {
    var composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    var folded = new StringBuilder(composed.length());
    for (int i = 0; i < composed.length(); i++) {
      folded.append(fold(composed.charAt(i)));
    }
    return folded.toString();
  }

  private static char fold(char character) {
    if (character < 128) {
      return Character.toLowerCase(character);
    }
    if (Character.isSurrogate(character)) {
      return character;
    }
    var parts = Normalizer.normalize(String.valueOf(character), Normalizer.Form.NFD);
    return Character.toLowerCase(parts.charAt(0));
  }

  /**
   * The folded words of a phrase.
   *
   * @param phrase for example an alias
   * @return letters-only and digits-only words, folded
   */
  public static List<String> split(String phrase) {
    var words = new ArrayList<String>();
    Matcher matcher = WORD.matcher(fold(phrase));
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return List.copyOf(words);
  }

  /**
   * A form shared by singular and plural in Spanish, Portuguese and English. It is for comparing
   * only and often no word.
   *
   * @param folded a folded word
   * @return its stem
   */
  public static String stem(String folded) {
    if (folded.length() <= 3) {
      return folded;
    }
    if (folded.endsWith("oes") || folded.endsWith("aes")) {
      return cut(folded, 3) + "ao";
    }
    if (folded.endsWith("ces")) {
      return cut(folded, 3) + "z";
    }
    if (folded.length() > 4 && (folded.endsWith("ais") || folded.endsWith("eis"))) {
      return cut(folded, 2) + "l";
    }
    if (folded.length() > 4 && folded.endsWith("ies")) {
      return cut(folded, 3) + "y";
    }
    var stem = folded.endsWith("s") && !folded.endsWith("ss") ? cut(folded, 1) : folded;
    return stem.length() > 3 && stem.endsWith("e") ? cut(stem, 1) : stem;
  }

  /**
   * The singular of a noun that no vocabulary knows.
   *
   * @param folded a folded noun
   * @return its most likely singular
   */
  public static String singular(String folded) {
    if (folded.length() <= 3 || !folded.endsWith("s") || folded.endsWith("ss")) {
      return folded;
    }
    if (folded.endsWith("oes")) {
      return cut(folded, 3) + "ao";
    }
    if (folded.endsWith("ces")) {
      return cut(folded, 3) + "z";
    }
    if (folded.endsWith("ais") || folded.endsWith("eis")) {
      return cut(folded, 2) + "l";
    }
    if (folded.endsWith("ies")) {
      return cut(folded, 3) + "y";
    }
    for (var ending : List.of("ones", "ores", "iles", "ales", "eles", "ades", "ares")) {
      if (folded.endsWith(ending)) {
        return cut(folded, 2);
      }
    }
    return cut(folded, 1);
  }

  /**
   * How a Spanish or Portuguese reader says a word, coarsely: b and v, s, z and soft c, ll and y
   * fall together, h is silent, doubled letters are one.
   *
   * @param folded a folded word
   * @return its sound form, for comparing only
   */
  static String sound(String folded) {
    var sound = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      char next = i + 1 < folded.length() ? folded.charAt(i + 1) : ' ';
      if (c == 'c' && (next == 'e' || next == 'i')) {
        c = 's';
      } else if (c == 'c' && next != 'h') {
        c = 'k';
      } else if (c == 'q' && next == 'u') {
        i++;
        c = 'k';
      } else if (c == 'z') {
        c = 's';
      } else if (c == 'v') {
        c = 'b';
      } else if (c == 'l' && next == 'l') {
        i++;
        c = 'y';
      } else if (c == 'h' && (i == 0 || folded.charAt(i - 1) != 'c')) {
        continue;
      }
      if (sound.isEmpty() || sound.charAt(sound.length() - 1) != c) {
        sound.append(c);
      }
    }
    return sound.toString();
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}
