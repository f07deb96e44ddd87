package dev.batuta.quote.pricing;

import static java.math.RoundingMode.CEILING;

import dev.batuta.quote.catalogue.Family;
import dev.batuta.quote.catalogue.PriceMeasure;
import dev.batuta.quote.catalogue.Supply.CutToLength;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of panels and sheets that are made to length.
 *
 * <ul>
 *   <li>Surface of width × length: pieces = ceil(width / useful width), each of the length.
 *   <li>Area and length: pieces = ceil(area / (useful width × length)).
 *   <li>Area alone: the fewest pieces that can be made, pieces = ceil(area / (useful width ×
 *       longest length)), all of the least length that covers the area. The customer pays for
 *       hardly more than the area, and the line says that the length is still to be confirmed.
 *   <li>Pieces and length: as said. Pieces and area: the least length that covers the area.
 * </ul>
 *
 * <p>The charged area is always pieces × useful width × length, exact; only amounts are rounded. A
 * length between two steps is rounded up to the next, and the line says so.
 *
 * <p>Source: the trade's rule as given by the product's owner (charged area = pieces × useful width
 * × length); the rules for an area without a length are this project's choice.
 */
final class CutArithmetic {
  /** A width up to this many useful widths beside a number of pieces is the piece's own width. */
  private static final BigDecimal NOMINAL_WIDTH = new BigDecimal("1.25");

  private static final BigDecimal SAME_AREA = new BigDecimal("0.01");

  private final Family family;
  private final CutToLength supply;
  private final PriceMeasure per;
  private final Reasons reasons;

  CutArithmetic(int item, Family family, CutToLength supply, PriceMeasure per) {
    this.family = family;
    this.supply = supply;
    this.per = per;
    this.reasons = new Reasons(item, family);
  }

  Measured measure(ItemRequest item) {
    checkUnit(item.unit());
    reasons.checkCount(item.quantity());
    reasons.checkMeasure(Attribute.WIDTH, item.widthM());
    reasons.checkMeasure(Attribute.AREA, item.areaM2());
    if (reasons.any()) {
      return reasons.unfit();
    }
    return item.lengthM() == null ? withoutLength(item) : withLength(item, item.lengthM());
  }

  private void checkUnit(@Nullable String unit) {
    if (unit != null && !unit.equals("unidad")) {
      reasons.notAvailable(Attribute.UNIT, unit, List.of("unidad"));
    }
  }

  private Measured withoutLength(ItemRequest item) {
    BigDecimal area = item.areaM2();
    if (area == null) {
      if (item.quantity() == null && item.widthM() == null) {
        reasons.missing(Attribute.QUANTITY);
      }
      reasons.missing(Attribute.LENGTH);
      return reasons.unfit();
    }
    BigDecimal longest = supply.usefulWidthM().multiply(supply.maxLengthM());
    long pieces =
        item.quantity() == null
            ? area.divide(longest, 0, CEILING).longValueExact()
            : item.quantity().longValueExact();
    BigDecimal length =
        roundedUp(area.divide(supply.usefulWidthM().multiply(count(pieces)), 6, CEILING))
            .max(item.quantity() == null ? supply.minLengthM() : BigDecimal.ZERO);
    if (!checkLength(length, pieces, null)) {
      return reasons.unfit();
    }
    // The length was chosen to fit, so there is no offcut worth a line.
    return fits(pieces, length, null, Working.Basis.AREA, null, null);
  }

  private Measured withLength(ItemRequest item, BigDecimal asked) {
    BigDecimal width = item.widthM();
    BigDecimal area = item.areaM2();
    Long named = item.quantity() == null ? null : item.quantity().longValueExact();
    Long known = named == null && width != null ? Long.valueOf(across(width)) : named;
    if (!checkLength(asked, known, named == null ? width : null)) {
      return reasons.unfit();
    }
    BigDecimal length = roundedUp(asked);
    BigDecimal rounded = length.compareTo(asked) == 0 ? null : asked;
    if (named != null) {
      return named(named, length, rounded, width, area);
    }
    if (width != null) {
      BigDecimal surface = width.multiply(asked);
      if (area != null && !alike(area, surface)) {
        reasons.conflict(Attribute.AREA, area, surface);
        return reasons.unfit();
      }
      return fits(across(width), length, width, Working.Basis.SURFACE, rounded, surface);
    }
    if (area != null) {
      long pieces =
          area.divide(supply.usefulWidthM().multiply(length), 0, CEILING).longValueExact();
      return fits(pieces, length, null, Working.Basis.AREA_AND_LENGTH, rounded, area);
    }
    reasons.missing(Attribute.QUANTITY);
    return reasons.unfit();
  }

  private Measured named(
      long pieces,
      BigDecimal length,
      @Nullable BigDecimal rounded,
      @Nullable BigDecimal width,
      @Nullable BigDecimal area) {
    if (width != null
        && width.compareTo(supply.usefulWidthM().multiply(NOMINAL_WIDTH)) > 0
        && across(width) != pieces) {
      reasons.conflict(Attribute.QUANTITY, count(pieces), count(across(width)));
    }
    if (area != null) {
      BigDecimal onePiece = supply.usefulWidthM().multiply(length);
      BigDecimal covered = onePiece.multiply(count(pieces));
      if (area.subtract(covered).abs().compareTo(onePiece) > 0) {
        reasons.conflict(Attribute.AREA, area, covered);
      }
    }
    return reasons.any()
        ? reasons.unfit()
        : fits(pieces, length, null, Working.Basis.PIECES, rounded, null);
  }

  private Measured fits(
      long pieces,
      BigDecimal length,
      @Nullable BigDecimal width,
      Working.Basis basis,
      @Nullable BigDecimal askedLength,
      @Nullable BigDecimal surface) {
    BigDecimal covered = supply.usefulWidthM().multiply(count(pieces));
    BigDecimal area = Measured.plain(covered.multiply(length));
    reasons.checkCount(count(pieces));
    reasons.checkMeasure(Attribute.AREA, area);
    if (reasons.any()) {
      return reasons.unfit();
    }
    return new Measured.Fits(
        per == PriceMeasure.SQUARE_METRE ? area : Measured.plain(length.multiply(count(pieces))),
        new Working.CutPieces(
            pieces,
            family.unitWords().getFirst(),
            supply.usefulWidthM(),
            Measured.plain(length),
            area,
            basis,
            askedLength),
        pieces,
        area,
        width == null ? covered : width,
        length.multiply(count(pieces - 1)),
        surface == null
            ? BigDecimal.ZERO
            : Measured.plain(area.subtract(surface).max(BigDecimal.ZERO)),
        0);
  }

  /** Refuses a length that is not made, with the other ways to get it. */
  private boolean checkLength(
      BigDecimal length, @Nullable Long pieces, @Nullable BigDecimal width) {
    return reasons.checkRange(
        Attribute.LENGTH,
        length,
        supply.minLengthM(),
        supply.maxLengthM(),
        instead(length, pieces, width));
  }

  private List<Cut> instead(BigDecimal length, @Nullable Long pieces, @Nullable BigDecimal width) {
    var ways = new ArrayList<Cut>();
    // Beyond these limits there is no sensible alternative, and the division could be enormous.
    if (length.compareTo(Reasons.LEAST_MEASURE) < 0 || length.compareTo(Reasons.MOST) > 0) {
      return List.of();
    }
    long each = pieces == null ? 1 : pieces;
    if (length.compareTo(supply.maxLengthM()) > 0) {
      BigDecimal parts = length.divide(supply.maxLengthM(), 0, CEILING);
      BigDecimal part = roundedUp(length.divide(parts, 6, CEILING));
      if (isMade(part)) {
        ways.add(new Cut(Cut.Way.SPLIT, each * parts.longValueExact(), part));
      }
    }
    if (width != null && isMade(roundedUp(width))) {
      ways.add(new Cut(Cut.Way.TURNED, across(length), roundedUp(width)));
    }
    if (length.compareTo(supply.minLengthM()) < 0) {
      ways.add(new Cut(Cut.Way.NEAREST_LENGTH, each, supply.minLengthM()));
    }
    return ways.stream().filter(way -> count(way.pieces()).compareTo(Reasons.MOST) <= 0).toList();
  }

  private boolean isMade(BigDecimal length) {
    return length.compareTo(supply.minLengthM()) >= 0 && length.compareTo(supply.maxLengthM()) <= 0;
  }

  private long across(BigDecimal width) {
    return width.divide(supply.usefulWidthM(), 0, CEILING).longValueExact();
  }

  private BigDecimal roundedUp(BigDecimal length) {
    BigDecimal steps = length.divide(supply.lengthStepM(), 0, CEILING);
    return Measured.plain(steps.multiply(supply.lengthStepM()));
  }

  private static boolean alike(BigDecimal said, BigDecimal computed) {
    return said.subtract(computed).abs().compareTo(computed.multiply(SAME_AREA)) <= 0;
  }

  private static BigDecimal count(long pieces) {
    return BigDecimal.valueOf(pieces);
  }
}
