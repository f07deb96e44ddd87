package dev.batuta.quote.catalogue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which form a product is supplied. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Supply {

  /**
   * Made to the length that the customer asks for, in one width.
   *
   * @param usefulWidthM metres that one piece covers once it is fitted, without its overlap
   * @param minLengthM shortest piece, metres
   * @param maxLengthM longest piece, metres; a multiple of the step
   * @param lengthStepM lengths are rounded up to a multiple of this
   */
  @JsonTypeName("cut_to_length")
  record CutToLength(
      BigDecimal usefulWidthM, BigDecimal minLengthM, BigDecimal maxLengthM, BigDecimal lengthStepM)
      implements Supply {
    public CutToLength {
      requireNonNull(usefulWidthM, "useful_width_m");
      requireNonNull(minLengthM, "min_length_m");
      requireNonNull(maxLengthM, "max_length_m");
      requireNonNull(lengthStepM, "length_step_m");
      if (usefulWidthM.signum() <= 0 || minLengthM.signum() <= 0 || lengthStepM.signum() <= 0) {
        throw new IllegalArgumentException("useful width, minimum length and step are positive");
      }
      if (maxLengthM.compareTo(minLengthM) < 0
          || maxLengthM.remainder(lengthStepM).signum() != 0
          || minLengthM.remainder(lengthStepM).signum() != 0) {
        throw new IllegalArgumentException(
            "lengths %s to %s are no range in steps of %s"
                .formatted(minLengthM, maxLengthM, lengthStepM));
      }
    }
  }

  /**
   * Sold in whole packs of equal pieces; a single piece is a pack of one.
   *
   * @param units what a pack is called; the first is printed, all are accepted, e.g. rollo, bulto
   * @param pieceUnit what a piece is called, e.g. unidad, par
   * @param piecesPerPack at least 1
   * @param widthM width of a piece, metres; null where it says nothing
   * @param lengthM length of a piece, metres; null where it says nothing
   */
  @JsonTypeName("packed")
  record Packed(
      List<String> units,
      String pieceUnit,
      int piecesPerPack,
      @Nullable BigDecimal widthM,
      @Nullable BigDecimal lengthM)
      implements Supply {
    public Packed {
      units = List.copyOf(requireNonNull(units, "units"));
      requireNonNull(pieceUnit, "piece_unit");
      if (units.isEmpty() || piecesPerPack < 1) {
        throw new IllegalArgumentException("a pack has a unit and at least one piece");
      }
      if (widthM != null && (lengthM == null || widthM.signum() <= 0)) {
        throw new IllegalArgumentException("a piece with a width has a length, both positive");
      }
      if (lengthM != null && lengthM.signum() <= 0) {
        throw new IllegalArgumentException("the length of a piece is positive, was " + lengthM);
      }
    }

    /** What a pack is called in print. */
    public String unit() {
      return units.getFirst();
    }

    /** Square metres in a pack; empty for pieces that cover none. */
    public Optional<BigDecimal> coverageM2() {
      return widthM == null || lengthM == null
          ? Optional.empty()
          : Optional.of(widthM.multiply(lengthM).multiply(BigDecimal.valueOf(piecesPerPack)));
    }

    /** Metres in a pack; empty for pieces without a length. */
    public Optional<BigDecimal> metres() {
      return lengthM == null
          ? Optional.empty()
          : Optional.of(lengthM.multiply(BigDecimal.valueOf(piecesPerPack)));
    }
  }
}
