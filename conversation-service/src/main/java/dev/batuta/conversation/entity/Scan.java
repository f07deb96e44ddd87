package dev.batuta.conversation.entity;

import dev.batuta.conversation.vocabulary.Words;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message while it is read: its text, its folded form of the same length, and what has been taken
 * already. Finders take from the left over text, so a phone number is never a quantity too.
 */
final class Scan {
  /** Longest text that is read; the rest is ignored. */
  static final int LIMIT = 4096;

  private static final char TAKEN = '\u00a4';

  /** Piles of combining marks carry no meaning and make normalisation slow. */
  private static final Pattern PILED_MARKS = Pattern.compile("(\\p{M}{3})\\p{M}+");

  private static final Pattern TOKEN =
      Pattern.compile("\\d+(?:[.,]\\d+){0,8}|\\p{L}+(?:['\u2019]\\p{L}+)?|\u00a4+|\\S");
  private static final Set<String> PORTUGUESE =
      Set.copyOf(
          Words.split(
              "voce voces nao sim quero preciso orcamento uma um para pra meu minha obrigado"
                  + " obrigada ola oi bom boa com dois duas telhas telha painel paineis parafusos"
                  + " frete quanto sao em no na do da dos das ao tem fazer sou moro cada"
                  + " entrega gostaria me manda e"));
  private static final Set<String> ENGLISH =
      Set.copyOf(
          Words.split(
              "the and i need want please of for with to quote in my is are you have hello hi"
                  + " thanks would like can two three four five six long each from it this that"
                  + " by at we am on order"));
  private static final Set<String> SPANISH =
      Set.copyOf(
          Words.split(
              "el los las y quiero necesito una un presupuesto cotizacion hola buenas con dos en"
                  + " del soy vivo es son por gracias de la tres cuatro cinco unos unas mi"
                  + " cotizar precio"));

  private final String text;
  private final String folded;
  private final StringBuilder open;
  private final boolean portuguese;
  private final boolean english;

  Scan(String message, String country) {
    var cut = message.length() > LIMIT ? message.substring(0, LIMIT) : message;
    var marks = PILED_MARKS.matcher(cut).replaceAll("$1");
    text = Normalizer.normalize(marks, Normalizer.Form.NFC);
    folded = Words.fold(text);
    open = new StringBuilder(folded);
    int pt = 0;
    int en = 0;
    int es = 0;
    for (var word : Words.split(folded)) {
      pt += PORTUGUESE.contains(word) ? 1 : 0;
      en += ENGLISH.contains(word) ? 1 : 0;
      es += SPANISH.contains(word) ? 1 : 0;
    }
    boolean marked = text.contains("ã") || text.contains("õ") || text.contains("ç");
    portuguese =
        "BR".equals(country)
            ? pt >= Math.max(en, 1) || marked || es <= pt
            : marked || (pt > es && pt > en + 1);
    english = "US".equals(country) ? en >= Math.max(es, pt) : en > es && en > pt;
  }

  /** The message in its original spelling. */
  String text() {
    return text;
  }

  /** What nobody has taken yet, folded. */
  String open() {
    return open.toString();
  }

  boolean isPortuguese() {
    return portuguese;
  }

  boolean isEnglish() {
    return english;
  }

  void take(int from, int to) {
    for (int i = from; i < to; i++) {
      open.setCharAt(i, TAKEN);
    }
  }

  List<Token> tokens() {
    var tokens = new ArrayList<Token>();
    Matcher matcher = TOKEN.matcher(open);
    int end = 0;
    while (matcher.find()) {
      if (isHyphenInWord(matcher.start())) {
        continue;
      }
      boolean glued = matcher.start() == end && end > 0;
      boolean newLine = text.substring(end, matcher.start()).indexOf('\n') >= 0;
      tokens.add(
          new Token(
              matcher.group(),
              text.substring(matcher.start(), matcher.end()),
              matcher.start(),
              matcher.end(),
              glued,
              newLine));
      end = matcher.end();
    }
    return List.copyOf(tokens);
  }

  /** "t-shirt" and "iso-panel" are two words. */
  private boolean isHyphenInWord(int at) {
    return open.charAt(at) == '-'
        && at > 0
        && at + 1 < open.length()
        && Character.isLetter(open.charAt(at - 1))
        && Character.isLetter(open.charAt(at + 1));
  }

  /**
   * A word, number or sign of a message.
   *
   * @param word folded
   * @param text as written
   * @param from first position in the text
   * @param to position after it
   * @param glued true when no space stands before it
   * @param newLine true when a line break stands before it
   */
  record Token(String word, String text, int from, int to, boolean glued, boolean newLine) {
    boolean isNumber() {
      return Character.isDigit(word.charAt(0));
    }

    boolean isWord() {
      return Character.isLetter(word.charAt(0));
    }

    boolean isTaken() {
      return word.charAt(0) == TAKEN;
    }

    boolean isCapitalised() {
      return Character.isUpperCase(text.charAt(0));
    }
  }
}
