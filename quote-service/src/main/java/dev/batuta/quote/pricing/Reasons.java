package dev.batuta.quote.pricing;

import dev.batuta.quote.catalogue.Family;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The refusals of one item, and the limits that hold for every product. */
final class Reasons {
  /** Most pieces, packs, metres or square metres of one line. */
  static final BigDecimal MOST = BigDecimal.valueOf(100_000);

  /** The least measure that is worth a price, metres or square metres. */
  static final BigDecimal LEAST_MEASURE = new BigDecimal("0.01");

  private final int item;
  private final Family family;
  private final List<Refusal> reasons = new ArrayList<>();

  Reasons(int item, Family family) {
    this.item = item;
    this.family = family;
  }

  boolean any() {
    return !reasons.isEmpty();
  }

  Measured.Unfit unfit() {
    return new Measured.Unfit(List.copyOf(reasons));
  }

  void missing(Attribute attribute) {
    reasons.add(
        new Refusal.MissingAttribute(item, family.key(), family.names(), attribute, List.of()));
  }

  void notAvailable(Attribute attribute, String asked, List<String> available) {
    reasons.add(
        new Refusal.NotAvailable(
            item, family.key(), family.names(), attribute, Chooser.shortened(asked), available));
  }

  void conflict(Attribute attribute, BigDecimal said, BigDecimal computed) {
    reasons.add(
        new Refusal.ConflictingMeasures(
            item, family.key(), family.names(), attribute, said, computed));
  }

  /** Refuses a count below 1, above the most, or not whole. */
  void checkCount(@Nullable BigDecimal count) {
    if (checkRange(Attribute.QUANTITY, count, BigDecimal.ONE, MOST, List.of())
        && count != null
        && count.stripTrailingZeros().scale() > 0) {
      reasons.add(new Refusal.NotWhole(item, family.key(), family.names(), count));
    }
  }

  /** Refuses a measure below a hundredth or above the most. */
  void checkMeasure(Attribute attribute, @Nullable BigDecimal measure) {
    checkRange(attribute, measure, LEAST_MEASURE, MOST, List.of());
  }

  /** Refuses what is said and out of range; answers whether it is in range. */
  boolean checkRange(
      Attribute attribute,
      @Nullable BigDecimal asked,
      BigDecimal min,
      BigDecimal max,
      List<Cut> instead) {
    if (asked == null || (asked.compareTo(min) >= 0 && asked.compareTo(max) <= 0)) {
      return true;
    }
    reasons.add(
        new Refusal.OutOfRange(
            item, family.key(), family.names(), attribute, asked, min, max, instead));
    return false;
  }
}
