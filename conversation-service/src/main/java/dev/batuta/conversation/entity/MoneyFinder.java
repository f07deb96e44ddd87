package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.Scan.Token;
import dev.batuta.conversation.vocabulary.NumberWords;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds amounts of money, in digits or words, and their currency. */
final class MoneyFinder {
  private static final String NUMBER =
      "(\\d{1,3}(?:[.,' ]\\d{3}){1,5}(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d+)?)";
  private static final String SCALE =
      "(?:\\s?(mil|k|millon|millones|milhao|milhoes|million|thousand|lucas|luca|palos|palo|mm)\\b)?";
  private static final String CURRENCY_WORD =
      "(pesos? uruguayos?|pesos? colombianos?|pesos? argentinos?|pesos?|mangos|barras"
          + "|dolares(?: americanos)?|dolar(?:es)?|dollars?|bucks|usd|us\\$|u\\$s|u\\$d|uyu|cop|brl|reais|real"
          + "|euros?|eur|pila|contos?|dls|\\$|€)";
  private static final Pattern BEFORE =
      Pattern.compile(
          "(u\\$s|us\\$|u\\$d|usd|r\\$|\\$u|uyu|cop\\$?|brl|eur|€|\\$)\\s*"
              + NUMBER
              + SCALE
              + "(?:\\s*(?:de )?"
              + CURRENCY_WORD
              + ")?");
  private static final Pattern AFTER =
      Pattern.compile(
          "(?<![\\w.,])" + NUMBER + SCALE + "\\s*(?:de )?" + CURRENCY_WORD + "(?![a-z])");
  private static final Pattern SCALED =
      Pattern.compile(
          "(?<![\\w.,])"
              + NUMBER
              + "\\s?(mil|k|lucas|luca|palos|palo|millones|millon|milhoes|milhao)\\b(?! ?(?:de )?[a-z]*(?:metros|m2))");
  private static final Pattern PAID =
      Pattern.compile(
          "\\b(?:pague|pagamos|deposite|transferi|consigne|abone|paguei|transferiu|paid|sena de|sinal de"
              + "|gastar hasta|hasta|presupuesto de|budget of|budget is|cuesta|sale|vale|custa|costs?"
              + "|gaste|sene|giro|gire|adelante|valor de|monto de|por valor de)\\s+(?:unos |de |)"
              + NUMBER
              + "(?=\\s*(?:$|[,.;!?)]|el |la |ayer|hoy|ontem|hoje|y |e |por |yesterday|today|on |"
              + "en |em |no |na |con |com ))");
  private static final Map<String, String> SCALES =
      Map.ofEntries(
          Map.entry("mil", "1000"),
          Map.entry("k", "1000"),
          Map.entry("thousand", "1000"),
          Map.entry("luca", "1000"),
          Map.entry("lucas", "1000"),
          Map.entry("palo", "1000000"),
          Map.entry("palos", "1000000"),
          Map.entry("mm", "1000000"),
          Map.entry("millon", "1000000"),
          Map.entry("millones", "1000000"),
          Map.entry("milhao", "1000000"),
          Map.entry("milhoes", "1000000"),
          Map.entry("million", "1000000"));

  private MoneyFinder() {}

  static @Nullable Money find(Scan scan, String country) {
    var open = scan.open();
    Matcher before = BEFORE.matcher(open);
    if (before.find()) {
      scan.take(before.start(), before.end());
      var sign =
          before.group(4) == null || !isSign(before.group(1)) ? before.group(1) : before.group(4);
      return money(before.group(2), before.group(3), currency(sign, country), country);
    }
    Matcher after = AFTER.matcher(open);
    if (after.find()) {
      scan.take(after.start(), after.end());
      return money(after.group(1), after.group(2), currency(after.group(3), country), country);
    }
    var spoken = spoken(scan, country);
    if (spoken != null) {
      return spoken;
    }
    Matcher scaled = SCALED.matcher(open);
    if (scaled.find() && !isFollowedByNoun(open, scaled.end())) {
      scan.take(scaled.start(), scaled.end());
      boolean slang = !"mil".equals(scaled.group(2)) && !"k".equals(scaled.group(2));
      return money(
          scaled.group(1), scaled.group(2), slang ? currency("$", country) : null, country);
    }
    Matcher paid = PAID.matcher(open);
    if (paid.find()) {
      scan.take(paid.start(1), paid.end(1));
      return money(paid.group(1), null, null, country);
    }
    return null;
  }

  /** "dos mil pesos", "cien dólares": words in front of a currency word. */
  private static @Nullable Money spoken(Scan scan, String country) {
    var tokens = scan.tokens();
    var words = tokens.stream().map(Token::word).toList();
    for (int i = 1; i < words.size(); i++) {
      if (!words.get(i).matches(CURRENCY_WORD)) {
        continue;
      }
      int end = i > 1 && "de".equals(words.get(i - 1)) ? i - 1 : i;
      for (int start = Math.max(0, end - 7); start < end; start++) {
        var amount = spokenAmount(words.subList(0, end), start, scan.isPortuguese());
        if (amount != null) {
          int to =
              i + 1 < words.size() && words.get(i + 1).matches("(?:uruguay|colombian|american).*")
                  ? i + 1
                  : i;
          scan.take(tokens.get(start).from(), tokens.get(to).to());
          var said = to > i ? words.get(i) + " " + words.get(to) : words.get(i);
          return new Money(amount, currency(said, country));
        }
      }
    }
    return null;
  }

  private static @Nullable BigDecimal spokenAmount(
      List<String> words, int start, boolean portuguese) {
    var number = NumberWords.read(words, start, portuguese);
    if (number == null) {
      return null;
    }
    var value = number.value();
    int at = number.to();
    var scale = at < words.size() ? SCALES.get(words.get(at)) : null;
    if (scale != null) {
      value = value.multiply(new BigDecimal(scale));
      at++;
      if (at < words.size()) {
        var rest = NumberWords.read(words, at, portuguese);
        if (rest != null) {
          value = value.add(rest.value());
          at = rest.to();
        }
      }
    }
    return at == words.size() ? value : null;
  }

  private static boolean isSign(String sign) {
    return "$".equals(sign);
  }

  /** "2 mil tornillos" counts things; "500 mil" at the end of a clause is money. */
  private static boolean isFollowedByNoun(String open, int at) {
    return open.substring(at)
        .matches(
            "(?s)\\s+(?!el\\b|la\\b|por\\b|para\\b|y\\b|e\\b|en\\b|hoy\\b|ayer\\b)[a-z]{3,}.*");
  }

  private static Money money(
      String digits, @Nullable String scale, @Nullable String currency, String country) {
    var value = Figures.amount(digits, country);
    var factor = scale == null ? null : SCALES.get(scale);
    return new Money(factor == null ? value : value.multiply(new BigDecimal(factor)), currency);
  }

  static String currency(String said, String country) {
    if (said.startsWith("u$")
        || said.startsWith("us")
        || said.startsWith("d")
        || said.matches("bucks")) {
      return "USD";
    }
    if (said.startsWith("r") || "brl".equals(said) || said.matches("pila|contos?")) {
      return "BRL";
    }
    if (said.startsWith("eur") || "€".equals(said)) {
      return "EUR";
    }
    if ("uyu".equals(said)
        || "$u".equals(said)
        || said.endsWith("uruguayos")
        || said.endsWith("uruguayo")) {
      return "UYU";
    }
    if (said.startsWith("cop") || said.contains("colombiano")) {
      return "COP";
    }
    if (said.contains("argentino")) {
      return "ARS";
    }
    return switch (country) {
      case "UY" -> "UYU";
      case "CO" -> "COP";
      case "BR" -> "BRL";
      default -> "USD";
    };
  }

  /**
   * An amount of money.
   *
   * @param amount positive
   * @param currency ISO 4217, or null when none was named
   */
  record Money(BigDecimal amount, @Nullable String currency) {}
}
