package dev.batuta.conversation.vocabulary;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads numbers written as words in Spanish, Portuguese and English. */
public final class NumberWords {
  private static final Map<String, Integer> VALUES = load();
  private static final Set<String> AND = Set.of("y", "e", "and");
  private static final Set<String> HALF = Set.of("medio", "media", "meio", "meia", "half");
  private static final Set<String> DOZEN =
      Set.of("docena", "docenas", "duzia", "duzias", "dozen", "dozens", "doc");
  private static final BigDecimal TWELVE = BigDecimal.valueOf(12);
  private static final BigDecimal POINT_FIVE = new BigDecimal("0.5");

  private NumberWords() {}

  /**
   * Reads the longest number that starts at a word.
   *
   * @param words folded words
   * @param at where it must start
   * @param portuguese true when the message is Portuguese, where "dos" is no number
   * @return the number, or null when none starts there; "un" and "una" alone count as articles
   */
  public static @Nullable Reading read(List<String> words, int at, boolean portuguese) {
    var dozens = dozens(words, at, portuguese);
    if (dozens != null) {
      return dozens;
    }
    var whole = whole(words, at, portuguese);
    if (whole == null) {
      return null;
    }
    int end = whole.to;
    if (end + 1 < words.size() && AND.contains(words.get(end)) && isHalf(words, end + 1)) {
      int to = end + 2 + (isHalf(words, end + 2) ? 1 : 0);
      return new Reading(whole.value.add(POINT_FIVE), to, false);
    }
    if (end + 2 < words.size()
        && AND.contains(words.get(end))
        && "a".equals(words.get(end + 1))
        && isHalf(words, end + 2)) {
      return new Reading(whole.value.add(POINT_FIVE), end + 3, false);
    }
    return whole;
  }

  /**
   * Tells whether a word means a half.
   *
   * @param folded a folded word
   * @return true for "medio", "media", "meio", "meia", "half"
   */
  public static boolean isHalf(String folded) {
    return HALF.contains(folded);
  }

  /**
   * Tells whether a word means a dozen.
   *
   * @param folded a folded word
   * @return true for "docena", "dúzia", "dozen" and their plurals
   */
  public static boolean isDozen(String folded) {
    return DOZEN.contains(folded);
  }

  private static boolean isHalf(List<String> words, int at) {
    return at < words.size() && HALF.contains(words.get(at));
  }

  private static @Nullable Reading dozens(List<String> words, int at, boolean portuguese) {
    if (isHalf(words, at)) {
      int next = at + 1 < words.size() && "a".equals(words.get(at + 1)) ? at + 2 : at + 1;
      if (next < words.size() && DOZEN.contains(words.get(next))) {
        return new Reading(BigDecimal.valueOf(6), next + 1, false);
      }
      return null;
    }
    if (DOZEN.contains(words.get(at))) {
      return plusHalf(words, new Reading(TWELVE, at + 1, false));
    }
    var times = whole(words, at, portuguese);
    if (times == null && "a".equals(words.get(at))) {
      times = new Reading(BigDecimal.ONE, at + 1, true);
    }
    if (times != null && times.to < words.size() && DOZEN.contains(words.get(times.to))) {
      return plusHalf(words, new Reading(times.value.multiply(TWELVE), times.to + 1, false));
    }
    return null;
  }

  private static Reading plusHalf(List<String> words, Reading dozens) {
    int at = dozens.to;
    if (at + 1 < words.size() && AND.contains(words.get(at)) && isHalf(words, at + 1)) {
      return new Reading(dozens.value.add(BigDecimal.valueOf(6)), at + 2, false);
    }
    return dozens;
  }

  private static @Nullable Reading whole(List<String> words, int at, boolean portuguese) {
    int i = at;
    long total = 0;
    long current = 0;
    int last = Integer.MAX_VALUE;
    while (i < words.size()) {
      var word = words.get(i);
      boolean joins =
          i > at
              && AND.contains(word)
              && i + 1 < words.size()
              && VALUES.containsKey(words.get(i + 1));
      var value = VALUES.get(joins ? words.get(i + 1) : word);
      if (value == null || (portuguese && "dos".equals(word))) {
        break;
      }
      if (value == 1000) {
        total += Math.max(1, current) * 1000;
        current = 0;
        last = 1000;
      } else if (value == 100 && current > 0 && current < 10 && "hundred".equals(word)) {
        current *= 100;
        last = 100;
      } else if (value < last && fits(value, last, joins)) {
        current += value;
        last = value;
      } else {
        break;
      }
      i += joins ? 2 : 1;
    }
    if (i == at) {
      return null;
    }
    boolean article = i == at + 1 && Set.of("un", "una", "um", "uma").contains(words.get(at));
    return new Reading(BigDecimal.valueOf(total + current), i, article);
  }

  /** Hundreds may be followed by anything smaller, tens by units, units by nothing. */
  private static boolean fits(int value, int last, boolean joined) {
    if (last == Integer.MAX_VALUE || last >= 100) {
      return !joined || (value < 1000 && last != Integer.MAX_VALUE);
    }
    return last >= 20 && value < 10;
  }

  private static Map<String, Integer> load() {
    var values = new HashMap<String, Integer>();
    put(values, 1, "un uno una um uma one");
    put(values, 2, "dos dois duas two");
    put(values, 3, "tres three");
    put(values, 4, "cuatro quatro four");
    put(values, 5, "cinco five");
    put(values, 6, "seis six");
    put(values, 7, "siete sete seven");
    put(values, 8, "ocho oito eight");
    put(values, 9, "nueve nove nine");
    put(values, 10, "diez dez ten");
    put(values, 11, "once onze eleven");
    put(values, 12, "doce doze twelve");
    put(values, 13, "trece treze thirteen");
    put(values, 14, "catorce catorze quatorze fourteen");
    put(values, 15, "quince quinze fifteen");
    put(values, 16, "dieciseis dezesseis sixteen");
    put(values, 17, "diecisiete dezessete seventeen");
    put(values, 18, "dieciocho dezoito eighteen");
    put(values, 19, "diecinueve dezenove nineteen");
    put(values, 20, "veinte vinte twenty");
    put(values, 21, "veintiuno veintiun veintiuna");
    put(values, 22, "veintidos");
    put(values, 23, "veintitres");
    put(values, 24, "veinticuatro");
    put(values, 25, "veinticinco");
    put(values, 26, "veintiseis");
    put(values, 27, "veintisiete");
    put(values, 28, "veintiocho");
    put(values, 29, "veintinueve");
    put(values, 30, "treinta trinta thirty");
    put(values, 40, "cuarenta quarenta forty");
    put(values, 50, "cincuenta cinquenta fifty");
    put(values, 60, "sesenta sessenta sixty");
    put(values, 70, "setenta seventy");
    put(values, 80, "ochenta oitenta eighty");
    put(values, 90, "noventa ninety");
    put(values, 100, "cien ciento cem cento hundred");
    put(values, 200, "doscientos doscientas duzentos duzentas");
    put(values, 300, "trescientos trescientas trezentos trezentas");
    put(values, 400, "cuatrocientos cuatrocientas quatrocentos");
    put(values, 500, "quinientos quinientas quinhentos quinhentas");
    put(values, 600, "seiscientos seiscentos");
    put(values, 700, "setecientos setecentos");
    put(values, 800, "ochocientos oitocentos");
    put(values, 900, "novecientos novecentos");
    put(values, 1000, "mil thousand");
    return Map.copyOf(values);
  }

  private static void put(Map<String, Integer> values, int value, String words) {
    for (var word : List.of(words.split(" "))) {
      values.put(word, value);
    }
  }

  /**
   * A number read from words.
   *
   * @param value the number
   * @param to index after its last word
   * @param article true when it was only "un" or "una", which may be no count at all
   */
  public record Reading(BigDecimal value, int to, boolean article) {}
}
