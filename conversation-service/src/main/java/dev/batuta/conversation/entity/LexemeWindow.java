package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.ItemDraft.Slot;
import dev.batuta.conversation.entity.Lexeme.CueKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks left and right of a lexeme. */
final class LexemeWindow {
  private static final Set<String> DETERMINERS =
      Set.of(
          "esas", "esos", "essas", "esses", "these", "those", "las", "los", "the", "as", "os",
          "otras", "otros", "outras", "outros", "more", "new", "nuevas", "nuevos", "lindas",
          "buenas", "good", "nice", "metal", "plain", "large", "small", "big", "grandes", "chicas",
          "chicos", "-", ":", "simples", "cotton", "long", "medium", "del", "unos", "unas");

  private final List<Lexeme> lexemes;

  LexemeWindow(List<Lexeme> lexemes) {
    this.lexemes = lexemes;
  }

  @Nullable Lexeme at(int i) {
    return i >= 0 && i < lexemes.size() ? lexemes.get(i) : null;
  }

  int size() {
    return lexemes.size();
  }

  boolean is(int i, CueKind kind) {
    return at(i) instanceof Lexeme.Cue cue && cue.kind() == kind;
  }

  boolean isOther(int i, String... words) {
    return at(i) instanceof Lexeme.Other other && Set.of(words).contains(other.word());
  }

  /** Tells whether a number counts the product that follows: "5 planchas de icopor". */
  boolean hasProductAhead(int i) {
    return productAhead(i) > 0;
  }

  /** The index of the product a number belongs to from the left, or 0. */
  int productAhead(int i) {
    int others = 2;
    for (int j = i + 1; j < lexemes.size(); j++) {
      switch (lexemes.get(j)) {
        case Lexeme.Product _ -> {
          return j;
        }
        case Lexeme.Unit _, Lexeme.Colour _ -> {}
        case Lexeme.Measure _, Lexeme.Sides _ -> {
          boolean adjective = !is(j - 1, CueKind.OF) && at(j + 1) instanceof Lexeme.Product;
          boolean joined = is(j + 1, CueKind.OF) && at(j + 2) instanceof Lexeme.Product;
          if (!adjective && !joined) {
            return 0;
          }
        }
        case Lexeme.Cue cue -> {
          boolean passes =
              cue.kind() == CueKind.OF || cue.kind() == CueKind.TIMES || cue.kind() == CueKind.MORE;
          if (!passes || (cue.kind() == CueKind.MORE && isNumber(j + 1))) {
            return 0;
          }
        }
        case Lexeme.Other other -> {
          if (!DETERMINERS.contains(other.word()) || --others < 0) {
            return 0;
          }
        }
        case Lexeme.Count _, Lexeme.Area _ -> {
          return 0;
        }
      }
    }
    return 0;
  }

  /** The slot a cue beside a number names: "espesor 100", "3 m de largo"; null when none does. */
  @Nullable Slot namedBy(int i) {
    int before = cueBefore(i);
    if (slot(before) != null && !belongsLeft(before)) {
      return slot(before);
    }
    int after = is(i + 1, CueKind.OF) ? i + 2 : i + 1;
    return slot(after) != null && (after > i + 1 || belongsLeft(after)) ? slot(after) : null;
  }

  /** Tells whether the cue that names a number stands before it. */
  boolean slotBefore(int i) {
    int before = cueBefore(i);
    return slot(before) != null && !belongsLeft(before);
  }

  private int cueBefore(int i) {
    int before = i - 1;
    while (is(before, CueKind.OF) || isOther(before, ":", "=", "es", "e", "son", "is", "a")) {
      before--;
    }
    return before;
  }

  /** Whether a cue between two numbers names the one before it. */
  private boolean belongsLeft(int cue) {
    boolean joined = is(cue - 1, CueKind.OF);
    int left = joined ? cue - 2 : cue - 1;
    if (!isNumber(left)) {
      return false;
    }
    int right = cue + 1;
    while (is(right, CueKind.OF) || isOther(right, ":", "=", "es", "e", "is")) {
      right++;
    }
    if (joined || !isNumber(right)) {
      return true;
    }
    int earlier = cueBefore(left);
    if (slot(earlier) != null && !belongsLeft(earlier)) {
      return false;
    }
    boolean suffixes =
        slot(right + 1) != null || (is(right + 1, CueKind.OF) && slot(right + 2) != null);
    return suffixes || slot(cue) != Slot.THICKNESS;
  }

  /** Tells whether a count is followed by sizes or a colour, as in "10 de 2,4 m" or "4 blancas". */
  boolean startsLot(int i) {
    int j = i + 1;
    while (at(j) instanceof Lexeme.Unit || is(j, CueKind.OF) || is(j, CueKind.TIMES)) {
      j++;
    }
    return switch (at(j)) {
      case Lexeme.Measure _, Lexeme.Sides _ -> true;
      case Lexeme.Count count -> !count.article() && j > i + 1;
      case Lexeme.Cue cue -> cue.kind() == CueKind.LENGTH && isNumber(j + 1);
      case null, default -> at(i + 1) instanceof Lexeme.Unit;
    };
  }

  /** Tells whether a count is followed by a colour, as in "4 blancas". */
  boolean startsColouredLot(int i) {
    return at(i + 1) instanceof Lexeme.Colour
        || (at(i + 1) instanceof Lexeme.Unit && at(i + 2) instanceof Lexeme.Colour)
        || (at(i + 1) instanceof Lexeme.Other && at(i + 2) instanceof Lexeme.Colour);
  }

  boolean isNumber(int i) {
    return at(i) instanceof Lexeme.Count || at(i) instanceof Lexeme.Measure;
  }

  private @Nullable Slot slot(int i) {
    if (!(at(i) instanceof Lexeme.Cue cue)) {
      return null;
    }
    return switch (cue.kind()) {
      case THICKNESS -> Slot.THICKNESS;
      case LENGTH -> Slot.LENGTH;
      case WIDTH -> Slot.WIDTH;
      default -> null;
    };
  }
}
