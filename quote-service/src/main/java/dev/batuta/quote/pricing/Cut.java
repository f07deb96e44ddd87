package dev.batuta.quote.pricing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * Another way in which a measure that cannot be supplied could be: so many pieces of a length.
 *
 * @param way how it comes about
 * @param pieces how many, at least 1
 * @param lengthM length of each, metres
 */
public record Cut(Way way, long pieces, BigDecimal lengthM) {
  public Cut {
    requireNonNull(way, "way");
    requireNonNull(lengthM, "length_m");
  }

  /** How an alternative comes about. */
  public enum Way {
    /** The length is divided into equal pieces. */
    @JsonProperty("split")
    SPLIT,
    /** The pieces run along the other side of the surface. */
    @JsonProperty("turned")
    TURNED,
    /** The pieces are supplied at the nearest length. */
    @JsonProperty("nearest_length")
    NEAREST_LENGTH
  }
}
