package dev.batuta.quote.pricing;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of a product an item comes to. */
sealed interface Measured {
  /**
   * It can be supplied.
   *
   * @param quantity charged quantity in the measure of the price
   * @param working how it comes about
   * @param pieces pieces (not packs)
   * @param areaM2 charged area; null for what covers none
   * @param widthM covered width; null for what covers none
   * @param jointM metres of joints between neighbours
   * @param offcutM2 charged area beyond the surface to be covered; zero where no surface was named
   * @param wastePacks packs to add for waste
   */
  record Fits(
      BigDecimal quantity,
      Working working,
      long pieces,
      @Nullable BigDecimal areaM2,
      @Nullable BigDecimal widthM,
      BigDecimal jointM,
      BigDecimal offcutM2,
      long wastePacks)
      implements Measured {}

  /** The same number without superfluous zeros and without an exponent: one form for one number. */
  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** It cannot, or not enough is said. */
  record Unfit(List<Refusal> reasons) implements Measured {}
}
