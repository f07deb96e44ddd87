package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.Scan.Token;
import dev.batuta.conversation.vocabulary.Colours;
import dev.batuta.conversation.vocabulary.GivenNames;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import dev.batuta.conversation.vocabulary.Towns;
import dev.batuta.conversation.vocabulary.UnitWords;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the town of a message: by the list of towns, and by the words that announce a place. */
final class TownFinder {
  private final List<Token> tokens;
  private final ProductVocabulary vocabulary;
  private final boolean asked;
  private final boolean nameAsked;
  private final Set<Integer> taken;

  TownFinder(List<Token> tokens, EntityContext context, Set<Integer> taken) {
    this.tokens = tokens;
    this.vocabulary = context.vocabulary();
    this.asked = "city".equals(context.asked());
    this.nameAsked = "name".equals(context.asked());
    this.taken = taken;
  }

  /** The last town that is announced, else the last town of the list that stands alone. */
  @Nullable Place find() {
    @Nullable Place best = null;
    for (int i = 0; i < tokens.size(); i++) {
      var place = listed(i);
      if (place != null) {
        best = best != null && best.score > place.score ? best : place;
        i = place.to - 1;
      }
    }
    if (best != null) {
      return best;
    }
    for (int i = 0; i < tokens.size(); i++) {
      var place = announced(i);
      if (place != null) {
        return place;
      }
    }
    return null;
  }

  private @Nullable Place listed(int from) {
    for (int length = Math.min(Towns.LONGEST, tokens.size() - from); length > 0; length--) {
      int to = from + length;
      if (isFree(from, to) && (tokens.get(from).isWord() || length > 1)) {
        var town = Towns.byName(phrase(from, to));
        if (town != null) {
          int score = score(from, to, town.everyday());
          return score > 0 ? new Place(town.name(), from, to, score) : null;
        }
      }
    }
    return null;
  }

  private int score(int from, int to, boolean everyday) {
    if (isNameOfPerson(from, to)) {
      return 0;
    }
    if (isStrong(from)) {
      return 3;
    }
    boolean announced = from > 0 && PlaceWords.PLACE_WORDS.contains(tokens.get(from - 1).word());
    boolean capitalCity = to < tokens.size() && "capital".equals(tokens.get(to).word());
    boolean alone = (isEdge(from - 1) && isEdge(to)) || capitalCity;
    if (announced && !"de".equals(tokens.get(from - 1).word())) {
      return everyday && !tokens.get(from).isCapitalised() && to - from == 1 && isShort(from)
          ? 0
          : 2;
    }
    if (everyday && nameAsked && !announced) {
      return 0;
    }
    if (alone || (isEdge(to) && !everyday) || announced) {
      return everyday && !alone && !tokens.get(from).isCapitalised() ? 0 : 1;
    }
    boolean surname = from > 0 && tokens.get(from - 1).isCapitalised() && isEdge(from - 2);
    if (everyday && (nameAsked || surname)) {
      return 0;
    }
    boolean capital = tokens.get(from).isCapitalised();
    boolean atEnd = isEdge(to) && capital;
    return (!everyday && (capital || to - from > 1 || phrase(from, to).length() > 4)) || atEnd
        ? 1
        : 0;
  }

  private boolean isShort(int from) {
    var word = tokens.get(from).word();
    return word.length() <= 2 || "rio".equals(word);
  }

  /** "soy Mercedes", "a nombre de Florencia Rivera": given names and surnames are no towns. */
  private boolean isNameOfPerson(int from, int to) {
    int before = from - 1;
    if (before >= 0 && tokens.get(before).isWord()) {
      var word = tokens.get(before).word();
      if (Set.of(
              "soy", "llamo", "sou", "chamo", "sra", "sr", "don", "dona", "calle", "rua", "av",
              "barrio")
          .contains(word)) {
        return true;
      }
      boolean nameBefore = GivenNames.contains(word) && Towns.byName(word) == null;
      if (nameBefore && tokens.get(before).isCapitalised() && tokens.get(from).isCapitalised()) {
        return true;
      }
      if ("de".equals(word) && before > 0 && "nombre".equals(tokens.get(before - 1).word())) {
        return true;
      }
    }
    return to < tokens.size()
        && GivenNames.contains(tokens.get(from).word())
        && tokens.get(to).isWord()
        && tokens.get(to).isCapitalised()
        && !PlaceWords.PLACE_WORDS.contains(tokens.get(to).word());
  }

  private @Nullable Place announced(int from) {
    boolean strong = isStrong(from);
    boolean weak =
        from > 0
            && Set.of("para", "pra", "en", "em", "to", "in", "a", "hasta", "ate")
                .contains(tokens.get(from - 1).word());
    boolean answer = asked && isEdge(from - 1);
    if ((!strong && !weak && !answer) || !isPlaceWord(from)) {
      return null;
    }
    var near = Towns.nearest(tokens.get(from).word());
    var nearTwo = from + 1 < tokens.size() ? Towns.nearest(phrase(from, from + 2)) : null;
    if (nearTwo != null) {
      return new Place(nearTwo.name(), from, from + 2, 2);
    }
    if (near != null && !vocabulary.isCommon(tokens.get(from).word())) {
      return new Place(near.name(), from, from + 1, 2);
    }
    boolean capital = tokens.get(from).isCapitalised();
    if (!strong && !answer && (!capital || GivenNames.contains(tokens.get(from).word()))) {
      return null;
    }
    if (!strong && !answer && isAllCapitals(tokens.get(from).text())) {
      return null;
    }
    int to = from + 1;
    while (to < tokens.size() && to - from < 4 && continuesPlace(from, to)) {
      to++;
    }
    while (to > from + 1 && isLink(tokens.get(to - 1).word())) {
      to--;
    }
    if (answer && !strong && !isEdge(to)) {
      return null;
    }
    if (answer && !capital && vocabulary.isCommon(tokens.get(from).word())) {
      return null;
    }
    return new Place(written(from, to), from, to, 1);
  }

  private static boolean isAllCapitals(String text) {
    return text.length() <= 4 && text.chars().allMatch(Character::isUpperCase);
  }

  private boolean continuesPlace(int from, int to) {
    var token = tokens.get(to);
    if (!token.isWord() || token.newLine() || taken.contains(to)) {
      return false;
    }
    boolean capital = tokens.get(from).isCapitalised();
    return isLink(token.word())
        ? to + 1 < tokens.size()
            && tokens.get(to + 1).isWord()
            && (tokens.get(to + 1).isCapitalised() || asked)
        : capital
            ? token.isCapitalised()
            : asked && isPlaceWord(to) && !GivenNames.contains(token.word());
  }

  private static boolean isLink(String word) {
    return Set.of("de", "del", "la", "los", "las", "do", "da", "dos").contains(word);
  }

  private boolean isPlaceWord(int at) {
    var token = tokens.get(at);
    return token.isWord()
        && !taken.contains(at)
        && token.word().length() >= 3
        && !PlaceWords.NOT_A_TOWN.contains(token.word())
        && Colours.of(token.word()) == null
        && UnitWords.of(token.word()) == null
        && (token.isCapitalised() || !vocabulary.isCommon(token.word()))
        && vocabulary.mentions(List.of(token.word())).isEmpty();
  }

  private boolean isStrong(int from) {
    if (from < 2) {
      return false;
    }
    var before = List.of(tokens.get(from - 2).word(), tokens.get(from - 1).word());
    return PlaceWords.STRONG.contains(before);
  }

  private boolean isFree(int from, int to) {
    for (int i = from; i < to; i++) {
      boolean sign =
          !tokens.get(i).isWord()
              && !tokens.get(i).isNumber()
              && !".".equals(tokens.get(i).word())
              && !"-".equals(tokens.get(i).word())
              && !"/".equals(tokens.get(i).word());
      if (taken.contains(i)
          || tokens.get(i).isTaken()
          || sign
          || (i > from && tokens.get(i).newLine())) {
        return false;
      }
    }
    return tokens.get(to - 1).isWord() || tokens.get(to - 1).isNumber();
  }

  private boolean isEdge(int at) {
    if (at < 0 || at >= tokens.size()) {
      return true;
    }
    var token = tokens.get(at);
    return !token.isWord() && !token.isNumber();
  }

  private String phrase(int from, int to) {
    var phrase = new StringBuilder();
    for (int i = from; i < to; i++) {
      phrase.append(i > from ? " " : "").append(tokens.get(i).word());
    }
    return phrase.toString();
  }

  private String written(int from, int to) {
    var phrase = new StringBuilder();
    for (int i = from; i < to; i++) {
      phrase.append(i > from ? " " : "").append(tokens.get(i).text());
    }
    return phrase.toString();
  }

  /** A town and where it stands. */
  record Place(String name, int from, int to, int score) {}
}
