package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.Scan.Token;
import dev.batuta.conversation.vocabulary.GivenNames;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import dev.batuta.conversation.vocabulary.Towns;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the person or company of a message: behind words that announce a name, or standing alone.
 */
final class NameFinder {
  private final List<Token> tokens;
  private final ProductVocabulary vocabulary;
  private final Set<Integer> taken;
  private final boolean asked;
  private final boolean english;

  NameFinder(
      List<Token> tokens,
      ProductVocabulary vocabulary,
      Set<Integer> taken,
      boolean asked,
      boolean english) {
    this.tokens = tokens;
    this.vocabulary = vocabulary;
    this.taken = taken;
    this.asked = asked;
    this.english = english;
  }

  @Nullable Person find() {
    @Nullable Person best = null;
    for (int i = 0; i < tokens.size(); i++) {
      for (var cue : NameWords.CUES) {
        int to = i + cue.words().size();
        if (to <= tokens.size() && startsWith(i, cue.words())) {
          var person = announced(to, cue.strength());
          if (person != null && (best == null || cue.strength() > best.strength)) {
            best = person;
          }
        }
      }
    }
    if (best != null && best.strength > 1) {
      return best;
    }
    var alone = alone();
    if (alone != null || best != null) {
      return alone != null ? alone : best;
    }
    return asked ? answer() : null;
  }

  private @Nullable Person announced(int at, int strength) {
    int from = skipTitles(at);
    if (from >= tokens.size() || !isNameWord(from) || (tokens.get(from).newLine() && from > at)) {
      return null;
    }
    var first = tokens.get(from);
    boolean titled =
        from > at
            && !Set.of("la", "el", "a", "o", "los", "las", "the", "al", "ao")
                .contains(tokens.get(from - 1).word());
    boolean given = GivenNames.contains(first.word());
    boolean company = NameWords.COMPANY.contains(first.word());
    boolean believable =
        switch (strength) {
          case 3 -> !NameWords.STOP.contains(first.word());
          case 2 ->
              given
                  || company
                  || titled
                  || (first.isCapitalised() && !NameWords.STOP.contains(first.word()));
          default ->
              (given && first.isCapitalised())
                  || (company && (first.isCapitalised() || titled))
                  || (titled && first.isCapitalised())
                  || endsAsCompany(from)
                  || (english && twoCapitals(from));
        };
    if (!believable || (isProduct(from) && !company && !given)) {
      return null;
    }
    int to = end(from, strength == 3 || given || company);
    return new Person(written(from, to), from, to, strength);
  }

  private boolean endsAsCompany(int from) {
    int to = end(from, false);
    return to - from > 1
        && NameWords.COMPANY_END.contains(tokens.get(to - 1).word())
        && tokens.get(from).isCapitalised();
  }

  private boolean twoCapitals(int from) {
    return tokens.get(from).isCapitalised()
        && from + 1 < tokens.size()
        && tokens.get(from + 1).isCapitalised()
        && isNameWord(from + 1);
  }

  private int end(int from, boolean lowerCase) {
    boolean capital = tokens.get(from).isCapitalised();
    boolean company = NameWords.COMPANY.contains(tokens.get(from).word());
    int to = from + 1;
    while (to < tokens.size() && to - from < 7) {
      var token = tokens.get(to);
      if (token.newLine()) {
        break;
      }
      if (isCompanyEnd(to)) {
        to += companyEndLength(to);
        break;
      }
      boolean dotted = ".".equals(token.word()) && tokens.get(to - 1).word().length() <= 2;
      boolean link =
          NameWords.LINKS.contains(token.word())
              && to + 1 < tokens.size()
              && linksOn(to, capital, company);
      boolean more =
          isNameWord(to)
              && !NameWords.STOP.contains(token.word())
              && (capital
                  ? token.isCapitalised()
                  : lowerCase
                      && to - from < 3
                      && !isProduct(to)
                      && !vocabulary.isCommon(token.word()));
      if (!dotted && !link && !more) {
        break;
      }
      to++;
    }
    while (to > from + 1
        && (NameWords.LINKS.contains(tokens.get(to - 1).word())
            || (".".equals(tokens.get(to - 1).word()) && !company))) {
      to--;
    }
    return to;
  }

  private boolean isCompanyEnd(int at) {
    return companyEndLength(at) > 0;
  }

  private int companyEndLength(int at) {
    if (NameWords.COMPANY_END.contains(tokens.get(at).word())) {
      return 1;
    }
    var dotted = new StringBuilder();
    int i = at;
    while (i < tokens.size()
        && i < at + 8
        && (tokens.get(i).word().length() == 1)
        && (i == at || tokens.get(i).glued())) {
      dotted.append(tokens.get(i).word());
      i++;
    }
    return Set.of("s.a.", "s.a", "s.r.l.", "s.a.s.", "s.a.s", "s.r.l").contains(dotted.toString())
        ? i - at
        : 0;
  }

  private boolean linksOn(int at, boolean capital, boolean company) {
    int next = at + 1;
    while (next < tokens.size() && NameWords.LINKS.contains(tokens.get(next).word())) {
      next++;
    }
    if (next >= tokens.size() || !isNameWord(next) || taken.contains(next)) {
      return false;
    }
    var link = tokens.get(at).word();
    boolean and = Set.of("y", "e", "&").contains(link);
    var following = tokens.get(next);
    if (and && !company && !"&".equals(link)) {
      return capital
          && following.isCapitalised()
          && GivenNames.contains(following.word())
          && !NameWords.STOP.contains(following.word());
    }
    return capital && following.isCapitalised() && !isTown(next);
  }

  private boolean isTown(int at) {
    return taken.contains(at)
        || (Towns.byName(tokens.get(at).word()) != null
            && !GivenNames.contains(tokens.get(at).word()));
  }

  /** "Andrés Mina 315 …", "Curitiba, Luana": a clause that is nothing but a name. */
  private @Nullable Person alone() {
    for (int from = 0; from < tokens.size(); from++) {
      if ((!isEdge(from - 1) && !tokens.get(from).newLine()) || taken.contains(from)) {
        continue;
      }
      int start = skipTitles(from);
      if (start >= tokens.size() || !isNameWord(start)) {
        continue;
      }
      boolean given = GivenNames.contains(tokens.get(start).word());
      boolean company =
          NameWords.COMPANY.contains(tokens.get(start).word()) && tokens.get(start).isCapitalised();
      if ((!given && !company) || (isProduct(start) && !company)) {
        continue;
      }
      int to = end(start, true);
      boolean closed = isEdge(to) || tokens.get(to).newLine() || isFrom(to);
      boolean whole = start == 0 && to == tokens.size() && !asked && to - start == 1;
      if (closed
          && !whole
          && (asked || !vocabulary.isCommon(tokens.get(start).word()))
          && (!company || to - start > 1)) {
        return new Person(written(start, to), start, to, 1);
      }
    }
    return null;
  }

  /** "Ricardo de Barros Blancos, …": a town follows. */
  private boolean isFrom(int at) {
    return Set.of("de", "desde", "from", "en", "em").contains(tokens.get(at).word())
        && taken.contains(at + 1);
  }

  /** The assistant has asked for the name: the first words that can be one. */
  private @Nullable Person answer() {
    for (int from = 0; from < tokens.size(); from++) {
      int start = skipTitles(from);
      if (start < tokens.size()
          && isNameWord(start)
          && isEdge(start - 1)
          && !NameWords.STOP.contains(tokens.get(start).word())
          && (GivenNames.contains(tokens.get(start).word())
              || !vocabulary.isCommon(tokens.get(start).word()))
          && !isProduct(start)) {
        int to = end(start, true);
        if (isEdge(to)) {
          return new Person(written(start, to), start, to, 1);
        }
      }
    }
    return null;
  }

  private int skipTitles(int at) {
    int i = at;
    while (i < tokens.size()
        && i < at + 5
        && (NameWords.TITLES.contains(tokens.get(i).word()) || ":".equals(tokens.get(i).word()))) {
      i++;
    }
    return i;
  }

  private boolean isNameWord(int at) {
    var token = tokens.get(at);
    return token.isWord() && !taken.contains(at) && token.word().length() > 1;
  }

  private boolean isProduct(int at) {
    return vocabulary.isProductWord(tokens.get(at).word());
  }

  private boolean isEdge(int at) {
    return at < 0
        || at >= tokens.size()
        || (!tokens.get(at).isWord()
            && !"'".equals(tokens.get(at).word())
            && !tokens.get(at).isNumber());
  }

  private boolean startsWith(int at, List<String> words) {
    for (int k = 0; k < words.size(); k++) {
      if (!tokens.get(at + k).word().equals(words.get(k))) {
        return false;
      }
    }
    return true;
  }

  private String written(int from, int to) {
    var name = new StringBuilder();
    for (int i = from; i < to; i++) {
      var token = tokens.get(i);
      if (!name.isEmpty() && !token.glued()) {
        name.append(' ');
      }
      name.append(
          tokens.get(from).isCapitalised() || NameWords.LINKS.contains(token.word())
              ? token.text()
              : capital(token.text()));
    }
    return name.toString();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** A name and where it stands. */
  record Person(String name, int from, int to, int strength) {}
}
