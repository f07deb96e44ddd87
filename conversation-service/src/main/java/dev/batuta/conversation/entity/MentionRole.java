package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.Lexeme.CueKind;
import dev.batuta.conversation.vocabulary.ProductGroup;
import dev.batuta.conversation.vocabulary.ProductMention;
import dev.batuta.conversation.vocabulary.ProductTrait;
import dev.batuta.conversation.vocabulary.ProductVocabulary;

/** Tells products that are wanted from those that only describe another one. */
final class MentionRole {
  private final LexemeWindow window;
  private final ItemBoard board;
  private final ProductVocabulary vocabulary;
  private int purposeNumber = -1;

  MentionRole(LexemeWindow window, ItemBoard board, ProductVocabulary vocabulary) {
    this.window = window;
    this.board = board;
    this.vocabulary = vocabulary;
  }

  /** Tells whether a number is the model of a phone that only says what an accessory is for. */
  boolean isModelNumber(int i) {
    return i == purposeNumber;
  }

  /** "8 postes de madera": the second noun is what the first is made of. */
  boolean isMaterial(ProductMention mention, int i) {
    boolean joined = window.is(i - 1, CueKind.OF) || window.isOther(i - 1, "en", "em", "in");
    return joined
        && window.at(i - 2) instanceof Lexeme.Product
        && !vocabulary.inCatalogue(mention.product());
  }

  /** "funda para iphone 13", "iPhone 12 cases": the phone says what the case is for. */
  boolean isPurpose(ProductMention mention, int i) {
    if (!vocabulary.has(mention.product(), ProductTrait.MODEL)
        || vocabulary.group(mention.product()) != ProductGroup.OTHER) {
      return false;
    }
    int next =
        window.at(i + 1) instanceof Lexeme.Count || window.at(i + 1) instanceof Lexeme.Other
            ? i + 2
            : i + 1;
    if (mention.brand() && window.at(next) instanceof Lexeme.Product sold) {
      purposeNumber = i + 1;
      return !vocabulary.has(sold.mention().product(), ProductTrait.MODEL);
    }
    boolean joined =
        window.is(i - 1, CueKind.OF)
            || window.isOther(i - 1, "para", "pra", "pro", "for", "p", "mi");
    boolean accessory =
        board.kept().stream()
            .map(ItemDraft::product)
            .anyMatch(product -> product != null && !vocabulary.has(product, ProductTrait.MODEL));
    if (joined && accessory) {
      purposeNumber = i + 1;
      return true;
    }
    return false;
  }

  /** "cambiá las gorras por remeras": another product follows behind "por", "a" or "for". */
  boolean givesWay(int i) {
    boolean joined = false;
    for (int j = i + 1; j < window.size(); j++) {
      joined |=
          window.is(j, CueKind.TIMES)
              || window.isOther(
                  j, "a", "for", "to", "con", "with", "pelo", "pela", "pelos", "pelas", "para",
                  "com");
      if (window.at(j) instanceof Lexeme.Product) {
        return joined;
      }
    }
    return false;
  }
}
