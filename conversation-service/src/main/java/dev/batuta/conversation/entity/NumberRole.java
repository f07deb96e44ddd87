package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.ItemDraft.Slot;
import dev.batuta.conversation.entity.Lexeme.LengthUnit;
import dev.batuta.conversation.vocabulary.ProductGroup;
import dev.batuta.conversation.vocabulary.ProductTrait;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a number beside a product means: "de 100" is the thickness of a panel, the section
 * of a stud and the size of a screw.
 */
final class NumberRole {
  private final ProductVocabulary vocabulary;

  NumberRole(ProductVocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Where a bare number stands. */
  enum Place {
    /** After "de". */
    OF,
    /** Directly after the product. */
    PRODUCT,
    /** Anywhere else. */
    FREE
  }

  /** Whether a number counts a lot of its own. */
  enum Lot {
    /** Sizes or a unit follow, so it does. */
    SIZED,
    /** A colour follows, so it may. */
    COLOURED,
    /** Nothing says so. */
    NONE
  }

  /** The slot of a bare number, or null when it is a size, a section or a model. */
  @Nullable Slot of(ItemDraft draft, BigDecimal value, Place place, Lot lot) {
    var product = draft.product();
    if (lot == Lot.SIZED) {
      return Slot.QUANTITY;
    }
    if (product == null) {
      return withoutProduct(draft, value, place);
    }
    var group = vocabulary.group(product);
    boolean whole = value.stripTrailingZeros().scale() <= 0;
    return switch (group) {
      case PANEL, INSULATION -> panel(draft, value, place, whole);
      case SHEET -> place == Place.OF || !whole ? small(value) : Slot.QUANTITY;
      case OTHER -> other(draft, product, value, place, lot);
    };
  }

  private static @Nullable Slot withoutProduct(ItemDraft draft, BigDecimal value, Place place) {
    if (place != Place.OF) {
      return Slot.QUANTITY;
    }
    return isThickness(value) && !draft.has(Slot.THICKNESS) ? Slot.THICKNESS : small(value);
  }

  private static @Nullable Slot panel(
      ItemDraft draft, BigDecimal value, Place place, boolean whole) {
    if (place != Place.FREE && isThickness(value) && !draft.has(Slot.THICKNESS)) {
      return Slot.THICKNESS;
    }
    if (place == Place.OF || !whole) {
      return draft.has(Slot.LENGTH) ? null : small(value);
    }
    boolean standard = isThickness(value) && value.intValue() >= 50 && value.intValue() % 10 == 0;
    return standard && !draft.has(Slot.THICKNESS) && draft.has(Slot.QUANTITY)
        ? Slot.THICKNESS
        : Slot.QUANTITY;
  }

  private @Nullable Slot other(
      ItemDraft draft, String product, BigDecimal value, Place place, Lot lot) {
    boolean whole = value.stripTrailingZeros().scale() <= 0;
    if (vocabulary.has(product, ProductTrait.SECTION)) {
      boolean length =
          !whole || (draft.hasSection() && value.compareTo(BigDecimal.valueOf(12)) <= 0);
      draft.markSection();
      return length ? Slot.LENGTH : counted(draft, value, place, lot, 28);
    }
    if (vocabulary.has(product, ProductTrait.BOARD)) {
      if (!whole || place == Place.OF) {
        return value.compareTo(BigDecimal.valueOf(30)) <= 0 ? Slot.THICKNESS : null;
      }
    }
    if (draft.isBrand()) {
      return null;
    }
    if (vocabulary.has(product, ProductTrait.PAIRED)) {
      return counted(draft, value, place, lot, 20);
    }
    return counted(
        draft, value, place, lot, vocabulary.has(product, ProductTrait.SIZED) ? 33 : 100_000);
  }

  private static @Nullable Slot counted(
      ItemDraft draft, BigDecimal value, Place place, Lot lot, int sizesFrom) {
    boolean size = place == Place.PRODUCT && value.compareTo(BigDecimal.valueOf(sizesFrom)) >= 0;
    boolean again = draft.has(Slot.QUANTITY) && lot == Lot.NONE;
    return place == Place.OF || size || again ? null : Slot.QUANTITY;
  }

  /** The slot of a number with a unit of length, or null when it names a size. */
  @Nullable Slot of(@Nullable String product, BigDecimal value, LengthUnit unit, boolean known) {
    if (unit == LengthUnit.METRE) {
      return Slot.LENGTH;
    }
    var millimetres = unit.toMillimetres(value);
    boolean thin = millimetres.compareTo(BigDecimal.valueOf(310)) <= 0;
    if (product == null) {
      return thin ? Slot.THICKNESS : Slot.LENGTH;
    }
    var group = vocabulary.group(product);
    if (group.hasThickness()) {
      return thin && !known ? Slot.THICKNESS : Slot.LENGTH;
    }
    if (isSizeNamed(product)) {
      return thin ? null : Slot.LENGTH;
    }
    if (unit == LengthUnit.MM) {
      return thin ? Slot.THICKNESS : Slot.LENGTH;
    }
    return vocabulary.has(product, ProductTrait.BOARD)
            && group == ProductGroup.OTHER
            && value.compareTo(BigDecimal.TEN) <= 0
        ? Slot.THICKNESS
        : Slot.LENGTH;
  }

  /** Tells whether numbers beside the product name its size. */
  boolean isSizeNamed(String product) {
    return vocabulary.has(product, ProductTrait.SECTION)
        || vocabulary.has(product, ProductTrait.FASTENER);
  }

  /**
   * "isopanel 100 de 3 m": round numbers from 50 on are a panel's thickness, smaller ones a count.
   */
  static boolean isUsualThickness(BigDecimal value) {
    return isThickness(value)
        && value.compareTo(BigDecimal.valueOf(50)) >= 0
        && value.remainder(BigDecimal.TEN).signum() == 0;
  }

  static boolean isThickness(BigDecimal value) {
    return value.compareTo(BigDecimal.valueOf(20)) >= 0
        && value.compareTo(BigDecimal.valueOf(300)) <= 0;
  }

  private static @Nullable Slot small(BigDecimal value) {
    return value.compareTo(BigDecimal.valueOf(15)) <= 0 ? Slot.LENGTH : null;
  }

  /**
   * A bare number behind "largo" or "ancho" in metres: "240" is centimetres, "3500" millimetres.
   */
  static BigDecimal bareMetres(BigDecimal value) {
    if (value.compareTo(BigDecimal.valueOf(600)) >= 0) {
      return LengthUnit.MM.toMetres(value);
    }
    return value.compareTo(BigDecimal.valueOf(30)) > 0 ? LengthUnit.CM.toMetres(value) : value;
  }
}
