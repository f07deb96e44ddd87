package dev.batuta.conversation.intent;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings a message to one spelling: lower case, no accents, no drawn-out letters, abbreviations
 * written out, emoji named, numbers replaced by what kind of number they are.
 */
final class MessageNormalizer {

  /** Longer messages are cut: what a customer wants stands in the first words. */
  private static final int MAX_CHARS = 600;

  private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
  private static final Pattern DRAWN_OUT = Pattern.compile("(\\p{L})\\1{2,}");
  private static final Pattern DRAWN_OUT_END = Pattern.compile("([aiu])\\1+\\b");
  private static final Pattern TOKEN =
      Pattern.compile("[45]g\\b|m2\\b|\\d+(?:[.,]\\d+)*|\\p{L}+|[?!]|\\p{IsEmoji_Presentation}");
  private static final Set<String> NUMBER_WORDS =
      Set.of(
          ("dos tres cuatro cinco seis siete ocho nueve diez doce trece catorce quince veinte"
                  + " treinta cuarenta cincuenta sesenta ochenta cien doscientos quinientos"
                  + " dois duas quatro sete oito nove dez doze vinte trinta quarenta cinquenta cem"
                  + " two three four five six seven eight nine ten eleven twelve fifteen twenty"
                  + " thirty forty fifty hundred")
              .split(" ", -1));
  private static final Set<String> LENGTH_UNITS =
      Set.of(
          "mm",
          "cm",
          "m",
          "mt",
          "metro",
          "metros",
          "milimetros",
          "centimetros",
          "meter",
          "meters",
          "metres",
          "feet",
          "ft",
          "inches",
          "pulgadas",
          "cms");

  private final Map<String, List<String>> abbreviations = new HashMap<>();

  MessageNormalizer() {
    for (String line : LanguageResource.lines("abbreviations.txt")) {
      int equals = line.indexOf('=');
      abbreviations.put(
          line.substring(0, equals), List.of(line.substring(equals + 1).split(" ", -1)));
    }
  }

  /** Returns the tokens of a message; numbers are {@code #num}, {@code #big}, {@code #measure}… */
  List<String> tokens(String text) {
    String cut = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
    String plain = plain(cut);
    List<String> raw = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(plain);
    while (matcher.find()) {
      raw.add(matcher.group());
    }
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      String token = raw.get(i);
      boolean betweenNumbers = token.equals("x") && i > 0 && isDigit(raw.get(i - 1).charAt(0));
      if (betweenNumbers) {
        tokens.add("x");
      } else if (isDigit(token.charAt(0)) && !token.endsWith("g")) {
        tokens.add(isBig(token) ? "#big" : "#num");
      } else if (NUMBER_WORDS.contains(token)) {
        tokens.add("#num");
      } else if (token.codePointAt(0) > 0x2000) {
        addNew(tokens, emojiName(token.codePointAt(0)));
      } else {
        List<String> longForm = abbreviations.get(token);
        if (longForm == null) {
          tokens.add(token);
        } else {
          tokens.addAll(longForm);
        }
      }
    }
    return joinMeasures(tokens);
  }

  /** Returns the text in lower case without accents and drawn-out letters. */
  static String plain(String text) {
    String plain =
        MARKS
            .matcher(Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD))
            .replaceAll("");
    return DRAWN_OUT_END.matcher(DRAWN_OUT.matcher(plain).replaceAll("$1")).replaceAll("$1");
  }

  private static List<String> joinMeasures(List<String> tokens) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      String token = tokens.get(i);
      String next = i + 1 < tokens.size() ? tokens.get(i + 1) : "";
      String afterNext = i + 2 < tokens.size() ? tokens.get(i + 2) : "";
      boolean number = token.equals("#num") || token.equals("#big");
      if (number && (next.equals("x") || next.equals("por")) && afterNext.startsWith("#")) {
        joined.add("#dim");
        i += 2;
      } else if (number
          && (next.equals("m2")
              || (next.startsWith("metro") && afterNext.startsWith("cuadrad"))
              || (next.startsWith("metro") && afterNext.startsWith("quadrad")))) {
        joined.add("#area");
        i += next.equals("m2") ? 1 : 2;
      } else if (number && LENGTH_UNITS.contains(next)) {
        joined.add("#measure");
        i++;
      } else {
        joined.add(token);
      }
    }
    return joined;
  }

  private static void addNew(List<String> tokens, String token) {
    if (tokens.isEmpty() || !tokens.getLast().equals(token)) {
      tokens.add(token);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBig(String number) {
    return number.length() >= 4 && number.chars().allMatch(c -> isDigit((char) c));
  }

  private static String emojiName(int emoji) {
    return switch (emoji) {
      case 0x1F44D, 0x2705, 0x1F44C, 0x2714 -> "emojiyes";
      case 0x1F44E, 0x274C, 0x1F645, 0x1F6AB -> "emojino";
      case 0x1F64F -> "emojithanks";
      case 0x1F44B -> "emojihand";
      case 0x1F602, 0x1F923, 0x1F606, 0x1F639 -> "emojilaugh";
      case 0x1F621, 0x1F620, 0x1F92C, 0x1F624 -> "emojiangry";
      default -> "emoji";
    };
  }
}
