package dev.batuta.quote.pricing;

import static java.math.RoundingMode.CEILING;

import dev.batuta.quote.catalogue.Family;
import dev.batuta.quote.catalogue.Product;
import dev.batuta.quote.catalogue.Supply.Packed;
import dev.batuta.quote.money.MoneyFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of what is sold in whole packs: whatever is asked for (packs, pieces, metres or a
 * surface) is rounded up to packs. Where a surface is covered, packs for waste are counted beside
 * them: ceil(surface × (1 + waste) / coverage) less the packs for the surface itself.
 */
final class PackArithmetic {
  private final Product product;
  private final Packed supply;
  private final Reasons reasons;

  PackArithmetic(int item, Family family, Product product, Packed supply) {
    this.product = product;
    this.supply = supply;
    this.reasons = new Reasons(item, family);
  }

  Measured measure(ItemRequest item) {
    reasons.checkMeasure(Attribute.WIDTH, item.widthM());
    reasons.checkMeasure(Attribute.LENGTH, item.lengthM());
    reasons.checkMeasure(Attribute.AREA, item.areaM2());
    if (reasons.any()) {
      return reasons.unfit();
    }
    BigDecimal quantity = item.quantity();
    return quantity == null ? ofSurface(item) : ofQuantity(item, quantity);
  }

  private Measured ofQuantity(ItemRequest item, BigDecimal quantity) {
    String unit = item.unit() == null ? "unidad" : item.unit();
    BigDecimal metres = supply.metres().orElse(null);
    if (unit.equals("m") && metres != null) {
      reasons.checkMeasure(Attribute.QUANTITY, quantity);
      return reasons.any() ? reasons.unfit() : packsOf(quantity, "m", metres, 0);
    }
    checkSize(item);
    reasons.checkCount(quantity);
    boolean isPack = supply.units().contains(unit);
    boolean isPiece = unit.equals("unidad") || unit.equals(supply.pieceUnit());
    if (!isPack && !isPiece) {
      reasons.notAvailable(Attribute.UNIT, unit, acceptedUnits());
    }
    if (reasons.any()) {
      return reasons.unfit();
    }
    if (isPack || supply.piecesPerPack() == 1) {
      return whole(quantity.longValueExact(), item.areaM2());
    }
    BigDecimal perPack = BigDecimal.valueOf(supply.piecesPerPack());
    return packsOf(quantity, supply.pieceUnit(), perPack, 0);
  }

  /** A width or length beside a number of pieces is the size of the piece. */
  private void checkSize(ItemRequest item) {
    BigDecimal width = supply.widthM();
    BigDecimal length = supply.lengthM();
    if (item.widthM() == null || item.lengthM() == null || width == null || length == null) {
      return;
    }
    boolean same =
        width.min(length).compareTo(item.widthM().min(item.lengthM())) == 0
            && width.max(length).compareTo(item.widthM().max(item.lengthM())) == 0;
    if (!same) {
      reasons.notAvailable(
          Attribute.LENGTH, sides(item.widthM(), item.lengthM()), List.of(sides(width, length)));
    }
  }

  private Measured ofSurface(ItemRequest item) {
    BigDecimal surface = item.areaM2();
    if (surface == null && item.widthM() != null && item.lengthM() != null) {
      surface = item.widthM().multiply(item.lengthM());
    }
    BigDecimal coverage = supply.coverageM2().orElse(null);
    if (surface == null || coverage == null) {
      reasons.missing(Attribute.QUANTITY);
      return reasons.unfit();
    }
    BigDecimal withWaste = surface.add(surface.multiply(product.wastePercent().movePointLeft(2)));
    long waste =
        withWaste.divide(coverage, 0, CEILING).longValueExact()
            - surface.divide(coverage, 0, CEILING).longValueExact();
    return packsOf(surface, "m2", coverage, waste);
  }

  private Measured whole(long packs, @Nullable BigDecimal area) {
    BigDecimal coverage = supply.coverageM2().orElse(null);
    if (area != null && coverage != null) {
      BigDecimal covered = coverage.multiply(BigDecimal.valueOf(packs));
      if (area.subtract(covered).abs().compareTo(coverage) > 0) {
        reasons.conflict(Attribute.AREA, area, covered);
        return reasons.unfit();
      }
    }
    return fits(packs, null, null, null, 0);
  }

  private Measured packsOf(BigDecimal asked, String askedIn, BigDecimal perPack, long waste) {
    long packs = asked.divide(perPack, 0, CEILING).longValueExact();
    return fits(packs, asked, askedIn, perPack, waste);
  }

  private Measured fits(
      long packs,
      @Nullable BigDecimal asked,
      @Nullable String askedIn,
      @Nullable BigDecimal perPack,
      long waste) {
    BigDecimal count = BigDecimal.valueOf(packs);
    reasons.checkCount(count);
    if (reasons.any()) {
      return reasons.unfit();
    }
    var working =
        new Working.Packs(
            packs,
            supply.unit(),
            supply.piecesPerPack(),
            supply.pieceUnit(),
            asked,
            askedIn,
            perPack);
    return new Measured.Fits(
        Charge.ofPacks(product, supply, packs),
        working,
        packs * supply.piecesPerPack(),
        supply.coverageM2().map(coverage -> coverage.multiply(count)).orElse(null),
        null,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        waste);
  }

  private List<String> acceptedUnits() {
    var units = new ArrayList<String>(supply.units());
    if (!units.contains(supply.pieceUnit())) {
      units.add(supply.pieceUnit());
    }
    if (supply.lengthM() != null) {
      units.add("m");
    }
    return units;
  }

  private static String sides(BigDecimal width, BigDecimal length) {
    return "%s × %s".formatted(MoneyFormat.number(width), MoneyFormat.number(length));
  }
}
