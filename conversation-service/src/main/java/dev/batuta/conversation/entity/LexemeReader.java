package dev.batuta.conversation.entity;

import static java.util.Map.entry;

import dev.batuta.conversation.entity.Lexeme.CueKind;
import dev.batuta.conversation.entity.Lexeme.LengthUnit;
import dev.batuta.conversation.entity.Scan.Token;
import dev.batuta.conversation.vocabulary.Colours;
import dev.batuta.conversation.vocabulary.NumberWords;
import dev.batuta.conversation.vocabulary.ProductGroup;
import dev.batuta.conversation.vocabulary.ProductMention;
import dev.batuta.conversation.vocabulary.UnitWords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the words of a message into lexemes: numbers with their units, products, colours, cues. */
final class LexemeReader {
  private static final Map<String, LengthUnit> LENGTHS =
      Map.ofEntries(
          entry("mm", LengthUnit.MM),
          entry("milimetros", LengthUnit.MM),
          entry("milimetro", LengthUnit.MM),
          entry("millimeters", LengthUnit.MM),
          entry("millimeter", LengthUnit.MM),
          entry("mils", LengthUnit.MM),
          entry("mms", LengthUnit.MM),
          entry("cm", LengthUnit.CM),
          entry("cms", LengthUnit.CM),
          entry("centimetros", LengthUnit.CM),
          entry("centimetro", LengthUnit.CM),
          entry("centimeters", LengthUnit.CM),
          entry("m", LengthUnit.METRE),
          entry("mt", LengthUnit.METRE),
          entry("mts", LengthUnit.METRE),
          entry("mtr", LengthUnit.METRE),
          entry("mtrs", LengthUnit.METRE),
          entry("metro", LengthUnit.METRE),
          entry("metros", LengthUnit.METRE),
          entry("meter", LengthUnit.METRE),
          entry("ms", LengthUnit.METRE),
          entry("meters", LengthUnit.METRE),
          entry("metre", LengthUnit.METRE),
          entry("metres", LengthUnit.METRE),
          entry("ml", LengthUnit.METRE),
          entry("mtos", LengthUnit.METRE));
  private static final Set<String> SQUARE =
      Set.of("cuadrado", "cuadrados", "quadrado", "quadrados", "cuad", "cuadr", "quad");
  private static final Set<String> AREA = Set.of("sqm", "sq", "square", "mc", "m²", "mts²", "sqmt");
  private static final Set<String> TIMES = Set.of("x", "×", "*", "por", "by");

  private final EntityContext context;
  private final List<Token> tokens;
  private final List<String> words;
  private final boolean portuguese;
  private final boolean english;
  private final Map<Integer, ProductMention> mentions = new HashMap<>();
  private final List<Lexeme> lexemes = new ArrayList<>();
  private int at;

  LexemeReader(Scan scan, List<Token> tokens, Set<Integer> elsewhere, EntityContext context) {
    this.context = context;
    this.tokens = tokens;
    this.words = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      words.add(elsewhere.contains(i) ? "\u00a4" : tokens.get(i).word());
    }
    this.portuguese = scan.isPortuguese();
    this.english = scan.isEnglish();
    for (var mention : context.vocabulary().mentions(words)) {
      if (!isPartOfNumber(mention)) {
        mentions.put(mention.from(), mention);
      }
    }
  }

  List<Lexeme> read() {
    while (at < words.size()) {
      if (tokens.get(at).newLine()) {
        lexemes.add(new Lexeme.Cue(CueKind.BREAK));
      }
      lexemes.add(next());
    }
    return List.copyOf(lexemes);
  }

  private Lexeme next() {
    var word = words.get(at);
    var phrase = phraseCue();
    if (phrase != null) {
      return phrase;
    }
    var mention = mentions.get(at);
    boolean verb = "bota".equals(word) && !followsCount();
    if (mention != null && !verb && !isUnitHere(word, mention)) {
      at = mention.to();
      return new Lexeme.Product(mention);
    }
    var number = number();
    if (number != null) {
      return number;
    }
    var order = CueWords.CUES.get(word);
    if ((order == CueKind.REMOVE || order == CueKind.ADD) && !followsCount()) {
      at++;
      return new Lexeme.Cue(order);
    }
    var colour = Colours.of(word);
    if (colour != null) {
      at++;
      return new Lexeme.Colour(colour, Colours.isPlural(word));
    }
    var unit = UnitWords.of(word);
    if (unit != null && (word.length() > 1 || tokens.get(at).glued())) {
      at++;
      return new Lexeme.Unit(unit, UnitWords.isShape(word));
    }
    var cue = CueWords.CUES.get(word);
    at++;
    return cue == null ? new Lexeme.Other(word) : new Lexeme.Cue(cue);
  }

  /** "media docena", "tres y media": a half, and no sock. */
  private boolean isPartOfNumber(ProductMention mention) {
    int at = mention.from();
    if (!NumberWords.isHalf(words.get(at))) {
      return false;
    }
    boolean dozen = mention.to() < words.size() && NumberWords.isDozen(words.get(mention.to()));
    return dozen || (at > 0 && Set.of("y", "e").contains(words.get(at - 1)));
  }

  private boolean followsCount() {
    return !lexemes.isEmpty() && lexemes.getLast() instanceof Lexeme.Count;
  }

  /** "8 láminas de icopor": the shape word in front of another product counts it. */
  private boolean isUnitHere(String word, ProductMention mention) {
    if (mention.to() - mention.from() > 1 || UnitWords.of(word) == null) {
      return false;
    }
    int i = mention.to();
    while (i < words.size()
        && Set.of("de", "of", "do", "da", "d", "del", "para").contains(words.get(i))) {
      i++;
    }
    var following = mentions.get(i);
    if (following != null && (i > mention.to() || UnitWords.isShape(word) || !english)) {
      return !following.product().equals(mention.product())
          || following.to() - following.from() >= 1;
    }
    if (!mention.generic() || !UnitWords.isShape(word)) {
      return false;
    }
    boolean answering = context.asked() != null && context.asked().startsWith("items[");
    return answering || isNamedBefore(mention);
  }

  /** "isodec 100 blanco 5 planchas": a shape word after a panel counts that panel. */
  private boolean isNamedBefore(ProductMention mention) {
    var group = context.vocabulary().group(mention.product());
    for (int i = mention.from() - 1; i >= 0; i--) {
      for (var before : mentions.values()) {
        if (before.from() == i && !before.generic()) {
          var sold = context.vocabulary().group(before.product());
          boolean comma = words.subList(before.to(), mention.from()).contains(",");
          boolean sameKind =
              group == ProductGroup.OTHER
                  ? sold != group
                  : sold == group || (sold == ProductGroup.PANEL && !comma);
          return sameKind
              && !before.product().equals(mention.product())
              && !joinsAnother(before.to(), mention.from());
        }
      }
    }
    return false;
  }

  private boolean joinsAnother(int from, int to) {
    return words.subList(from, to).stream()
        .anyMatch(word ->
            (CueWords.CUES.get(word) == CueKind.AND && !",".equals(word))
                || CueWords.CUES.get(word) == CueKind.MORE);
  }

  private @Nullable Lexeme number() {
    var reading = digitsOrWords(at);
    if (reading == null) {
      return null;
    }
    var sides = sides(reading);
    if (sides != null) {
      return sides;
    }
    at = reading.to;
    int square = areaEnd(at);
    if (square > 0) {
      at = square;
      return new Lexeme.Area(reading.value);
    }
    var length = at < words.size() ? LENGTHS.get(words.get(at)) : null;
    if (length != null && !reading.article) {
      at++;
      return new Lexeme.Measure(plusHalf(metresValue(reading, length)), length);
    }
    if (length == LengthUnit.METRE && reading.article) {
      at++;
      return new Lexeme.Measure(plusHalf(BigDecimal.ONE), length);
    }
    if (at < words.size() && tokens.get(at).glued() && isOddSuffix(words.get(at))) {
      at++;
      return new Lexeme.Other("\u00a4");
    }
    return reading.couple || (at < words.size() && isCoupleHere(reading))
        ? couple(reading)
        : new Lexeme.Count(reading.value, reading.article, false);
  }

  private boolean isCoupleHere(Reading reading) {
    return reading.article
        && ("par".equals(words.get(at))
            || "couple".equals(words.get(at))
            || "pair".equals(words.get(at)));
  }

  private Lexeme couple(Reading reading) {
    at = Math.max(at, reading.to) + 1;
    return new Lexeme.Count(BigDecimal.TWO, false, true);
  }

  /** "1.200 m" is a length of 1.2 m, not of over a kilometre. */
  private static BigDecimal metresValue(Reading reading, LengthUnit unit) {
    return unit == LengthUnit.METRE && reading.text.matches("\\d\\.\\d{3}")
        ? new BigDecimal(reading.text)
        : reading.value;
  }

  private BigDecimal plusHalf(BigDecimal value) {
    if (at + 1 < words.size()
        && Set.of("y", "e", "and").contains(words.get(at))
        && NumberWords.isHalf(words.get(at + 1))) {
      at += 2;
      return value.add(new BigDecimal("0.5"));
    }
    return value;
  }

  private boolean isOddSuffix(String word) {
    return Character.isLetter(word.charAt(0))
        && !TIMES.contains(word)
        && UnitWords.of(word) == null
        && word.length() <= 4
        && Colours.of(word) == null
        && !mentions.containsKey(at);
  }

  private @Nullable Lexeme sides(Reading first) {
    var sides = new ArrayList<Lexeme.Side>();
    var reading = first;
    int end = at;
    while (reading != null && sides.size() < 3) {
      int i = reading.to;
      var unit = i < words.size() ? LENGTHS.get(words.get(i)) : null;
      i += unit == null ? 0 : 1;
      sides.add(
          new Lexeme.Side(reading.value, unit == null ? LengthUnit.METRE : unit, unit != null));
      end = i;
      boolean times = i < words.size() && TIMES.contains(words.get(i));
      reading = times && i + 1 < words.size() ? digitsOrWords(i + 1) : null;
      if (reading != null && (reading.article || areaEnd(reading.to) > 0)) {
        reading = null;
      }
    }
    if (sides.size() < 2) {
      return null;
    }
    at = end;
    return new Lexeme.Sides(List.copyOf(sides));
  }

  /** The index after "m2", "m²", "metros cuadrados", "sqm" at a position, or 0. */
  private int areaEnd(int i) {
    if (i >= words.size()) {
      return 0;
    }
    var word = words.get(i);
    var following = i + 1 < words.size() ? words.get(i + 1) : "";
    if (LENGTHS.get(word) == LengthUnit.METRE
        && ((following.equals("2") && tokens.get(i + 1).glued())
            || following.equals("²")
            || SQUARE.contains(following))) {
      return i + 2;
    }
    if (("mt".equals(word) && "2".equals(following))
        || ("metros".equals(word) && "2".equals(following))) {
      return i + 2;
    }
    if (!AREA.contains(word)) {
      return 0;
    }
    return following.startsWith("met") || "m".equals(following) || "mts".equals(following)
        ? i + 2
        : i + 1;
  }

  private @Nullable Reading digitsOrWords(int i) {
    var token = tokens.get(i);
    if (token.isNumber() && Character.isDigit(words.get(i).charAt(0))) {
      boolean model =
          token.glued()
              && i > 0
              && tokens.get(i - 1).isWord()
              && tokens.get(i - 1).word().length() <= 3
              && !TIMES.contains(tokens.get(i - 1).word());
      var value = Figures.number(token.word(), context.country());
      if (model) {
        return null;
      }
      return i + 1 < words.size() && NumberWords.isDozen(words.get(i + 1))
          ? new Reading(value.multiply(BigDecimal.valueOf(12)), i + 2, false, false, "")
          : new Reading(value, i + 1, false, false, token.word());
    }
    if (!Character.isLetter(words.get(i).charAt(0))) {
      return null;
    }
    if (mentions.containsKey(i)) {
      return null;
    }
    if (english && Set.of("a", "an").contains(words.get(i))) {
      boolean couple = i + 1 < words.size() && Set.of("couple", "pair").contains(words.get(i + 1));
      var dozen = NumberWords.read(words, i, false);
      if (dozen != null) {
        return new Reading(dozen.value(), dozen.to(), false, false, "");
      }
      return new Reading(couple ? BigDecimal.TWO : BigDecimal.ONE, i + 1, true, couple, "");
    }
    if (NumberWords.isHalf(words.get(i))
        && i + 1 < words.size()
        && LENGTHS.containsKey(words.get(i + 1))) {
      return new Reading(new BigDecimal("0.5"), i + 1, false, false, "");
    }
    if (english && "once".equals(words.get(i))) {
      return null;
    }
    var number = NumberWords.read(words, i, portuguese);
    return number == null
        ? null
        : new Reading(number.value(), number.to(), number.article(), false, "");
  }

  private @Nullable Lexeme phraseCue() {
    for (var phrase : PhraseCues.ALL) {
      int to = at + phrase.words().size();
      if (to <= words.size() && words.subList(at, to).equals(phrase.words())) {
        at = to;
        return new Lexeme.Cue(phrase.kind());
      }
    }
    return null;
  }

  private record Reading(BigDecimal value, int to, boolean article, boolean couple, String text) {}
}
