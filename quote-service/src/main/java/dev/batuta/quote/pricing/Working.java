package dev.batuta.quote.pricing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How a line's quantity comes about: the facts of its explanation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Working {

  /**
   * Pieces cut to length: {@code pieces × useful width × length = area}.
   *
   * @param pieces how many
   * @param unit what a piece is called, e.g. panel
   * @param usefulWidthM metres each
   * @param lengthM metres each
   * @param areaM2 charged area
   * @param basis from what the pieces follow
   * @param askedLengthM the length that was asked for, when it was rounded up to the next one that
   *     is made; else null
   */
  @JsonTypeName("pieces_cut_to_length")
  record CutPieces(
      long pieces,
      String unit,
      BigDecimal usefulWidthM,
      BigDecimal lengthM,
      BigDecimal areaM2,
      Basis basis,
      @Nullable BigDecimal askedLengthM)
      implements Working {
    public CutPieces {
      requireNonNull(unit, "unit");
      requireNonNull(usefulWidthM, "useful_width_m");
      requireNonNull(lengthM, "length_m");
      requireNonNull(areaM2, "area_m2");
      requireNonNull(basis, "basis");
    }
  }

  /** From what the number and length of pieces follow. */
  enum Basis {
    /** The customer named pieces and length. */
    @JsonProperty("pieces")
    PIECES,
    /** A surface of width × length is covered: pieces = ceil(width / useful width). */
    @JsonProperty("surface")
    SURFACE,
    /** An area is covered with pieces of a named length: ceil(area / (useful width × length)). */
    @JsonProperty("area_and_length")
    AREA_AND_LENGTH,
    /** An area is covered and no length is named: the fewest pieces of equal length. */
    @JsonProperty("area")
    AREA
  }

  /**
   * Whole packs.
   *
   * @param packs how many
   * @param unit what a pack is called
   * @param piecesPerPack pieces in a pack
   * @param pieceUnit what a piece is called
   * @param asked what was asked for, when it is not packs: pieces, metres or square metres
   * @param askedIn {@code m}, {@code m2} or a piece's name; null when packs were asked for
   * @param perPack as much of that as a pack holds
   */
  @JsonTypeName("packs")
  record Packs(
      long packs,
      String unit,
      int piecesPerPack,
      String pieceUnit,
      @Nullable BigDecimal asked,
      @Nullable String askedIn,
      @Nullable BigDecimal perPack)
      implements Working {
    public Packs {
      requireNonNull(unit, "unit");
      requireNonNull(pieceUnit, "piece_unit");
    }
  }

  /**
   * What is cut off at the edge; it is contained in the charged area and costs nothing more.
   *
   * @param areaM2 square metres
   */
  @JsonTypeName("offcut")
  record Offcut(BigDecimal areaM2) implements Working {
    public Offcut {
      requireNonNull(areaM2, "area_m2");
    }
  }

  /**
   * More packs because fitting wastes some.
   *
   * @param percent of the surface
   * @param packs how many more
   * @param unit what a pack is called
   */
  @JsonTypeName("waste_allowance")
  record WasteAllowance(BigDecimal percent, long packs, String unit) implements Working {
    public WasteAllowance {
      requireNonNull(percent, "percent");
      requireNonNull(unit, "unit");
    }
  }

  /**
   * What fitting takes, rounded up to whole packs.
   *
   * @param needed pieces or metres
   * @param neededIn {@code m} or a piece's name
   * @param packs how many
   * @param unit what a pack is called
   * @param perPack pieces or metres in a pack
   */
  @JsonTypeName("accessory")
  record Accessory(BigDecimal needed, String neededIn, long packs, String unit, BigDecimal perPack)
      implements Working {
    public Accessory {
      requireNonNull(needed, "needed");
      requireNonNull(neededIn, "needed_in");
      requireNonNull(unit, "unit");
      requireNonNull(perPack, "per_pack");
    }
  }
}
