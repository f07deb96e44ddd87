package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.Lexeme.Side;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An item while its words are being read. */
final class ItemDraft {
  /** The numbers of an item. */
  enum Slot {
    /** How many. */
    QUANTITY,
    /** Millimetres. */
    THICKNESS,
    /** Metres. */
    WIDTH,
    /** Metres. */
    LENGTH,
    /** Square metres. */
    AREA
  }

  private final Map<Slot, BigDecimal> numbers = new EnumMap<>(Slot.class);
  private final @Nullable ItemDraft model;
  private @Nullable String product;
  private @Nullable String unit;
  private @Nullable String colour;
  private boolean brand;
  private boolean couple;
  private boolean article;
  private boolean section;

  ItemDraft() {
    this(null);
  }

  private ItemDraft(@Nullable ItemDraft model) {
    this.model = model;
  }

  /** Another lot of the same thing: takes over what it does not say itself, but the quantity. */
  ItemDraft sibling() {
    var sibling = new ItemDraft(this);
    sibling.product = product;
    sibling.brand = brand;
    return sibling;
  }

  @Nullable ItemDraft model() {
    return model;
  }

  @Nullable String product() {
    return product;
  }

  boolean isBrand() {
    return brand;
  }

  void name(String newProduct, boolean isBrand) {
    product = newProduct;
    brand |= isBrand;
  }

  boolean has(Slot slot) {
    return numbers.containsKey(slot);
  }

  @Nullable BigDecimal number(Slot slot) {
    return numbers.get(slot);
  }

  void set(Slot slot, BigDecimal value) {
    if (value.signum() > 0) {
      numbers.put(slot, value);
    }
  }

  void clear(Slot slot) {
    numbers.remove(slot);
  }

  void quantity(Lexeme.Count count) {
    set(Slot.QUANTITY, count.value());
    couple = count.couple();
    article = count.article();
  }

  boolean isArticle() {
    return article;
  }

  void markSection() {
    section = true;
  }

  boolean hasSection() {
    return section;
  }

  @Nullable String unit() {
    return unit;
  }

  void unit(String newUnit) {
    unit = newUnit;
  }

  @Nullable String colour() {
    return colour;
  }

  void colour(@Nullable String newColour) {
    colour = newColour;
  }

  boolean isEmpty() {
    return product == null && numbers.isEmpty() && colour == null && unit == null;
  }

  /** Puts the larger side into the length, the smaller into the width. */
  void sides(BigDecimal one, BigDecimal other) {
    set(Slot.WIDTH, one.min(other));
    set(Slot.LENGTH, one.max(other));
  }

  /** Takes what was read before the product was named; the later values win. */
  void take(ItemDraft pending) {
    numbers.putAll(pending.numbers);
    if (pending.has(Slot.QUANTITY)) {
      couple = pending.couple;
      article = pending.article;
    }
    unit = pending.unit != null ? pending.unit : unit;
    colour = pending.colour != null ? pending.colour : colour;
  }

  /** Tells whether a pending draft would overwrite something. */
  boolean clashesWith(ItemDraft pending) {
    return pending.numbers.keySet().stream().anyMatch(numbers::containsKey)
        || (pending.colour != null && colour != null && !pending.colour.equals(colour));
  }

  /**
   * The finished item.
   *
   * @param paired whether the product is sold in pairs
   */
  Item finish(boolean paired) {
    var quantity = numbers.get(Slot.QUANTITY);
    var finalUnit = unit;
    if (couple && paired) {
      quantity = BigDecimal.ONE;
      finalUnit = "par";
    }
    if (quantity != null && finalUnit == null) {
      finalUnit = "unidad";
    }
    var own =
        new Item(
            product,
            quantity,
            quantity == null ? null : finalUnit,
            numbers.get(Slot.THICKNESS),
            numbers.get(Slot.WIDTH),
            numbers.get(Slot.LENGTH),
            numbers.get(Slot.AREA),
            colour);
    if (model == null) {
      return own;
    }
    var shared = model.finish(paired);
    return own.filledWith(
        new Item(
            shared.product(),
            null,
            own.quantity() == null ? null : shared.unit(),
            shared.thicknessMm(),
            shared.widthM(),
            shared.lengthM(),
            null,
            shared.colour()));
  }

  /** Converts written sides to metres; units that were not written are guessed from the size. */
  static List<BigDecimal> metres(List<Side> sides) {
    var written = sides.stream().filter(Side::written).map(Side::unit).toList();
    var largest = sides.stream().map(Side::value).reduce(BigDecimal.ZERO, BigDecimal::max);
    return sides.stream()
        .map(side -> {
          if (side.written()) {
            return side.unit().toMetres(side.value());
          }
          if (!written.isEmpty() && sides.size() == 2) {
            return written.getLast().toMetres(side.value());
          }
          if (largest.compareTo(BigDecimal.valueOf(300)) > 0) {
            return Lexeme.LengthUnit.MM.toMetres(side.value());
          }
          return largest.compareTo(BigDecimal.valueOf(30)) > 0
              ? Lexeme.LengthUnit.CM.toMetres(side.value())
              : side.value();
        })
        .toList();
  }
}
