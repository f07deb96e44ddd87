package dev.batuta.quote.catalogue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * What a product needs to be fitted. The need is {@code basis × rate}, rounded up to whole packs of
 * the accessory.
 *
 * @param sku the accessory
 * @param basis what the need grows with
 * @param rate need per unit of the basis; positive
 * @param counts whether the need is counted in pieces or metres of the accessory
 */
public record AccessoryRule(String sku, Basis basis, BigDecimal rate, Counts counts) {
  public AccessoryRule {
    requireNonNull(sku, "sku");
    requireNonNull(basis, "basis");
    requireNonNull(rate, "rate");
    requireNonNull(counts, "counts");
    if (rate.signum() <= 0) {
      throw new IllegalArgumentException("the rate of an accessory is positive, was " + rate);
    }
  }

  /** What a need grows with. */
  public enum Basis {
    /** Charged square metres. */
    @JsonProperty("m2")
    SQUARE_METRE,
    /** Metres of covered width: where profiles and flashings run. */
    @JsonProperty("width_m")
    WIDTH_METRE,
    /** Metres of joints between neighbouring pieces: where sealant runs. */
    @JsonProperty("joint_m")
    JOINT_METRE,
    /** Pieces. */
    @JsonProperty("piece")
    PIECE
  }

  /** In what a need is counted. */
  public enum Counts {
    /** Pieces of the accessory. */
    @JsonProperty("pieces")
    PIECES,
    /** Metres of the accessory. */
    @JsonProperty("metres")
    METRES
  }
}
