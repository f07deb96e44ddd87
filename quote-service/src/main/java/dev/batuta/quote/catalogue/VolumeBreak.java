package dev.batuta.quote.catalogue;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * A discount on a line from a quantity on.
 *
 * @param from the least quantity, in the measure of the price (m², m or units)
 * @param percentOff more than 0, less than 100
 */
public record VolumeBreak(BigDecimal from, BigDecimal percentOff) {
  public VolumeBreak {
    requireNonNull(from, "from");
    requireNonNull(percentOff, "percent_off");
    if (from.signum() <= 0
        || percentOff.signum() <= 0
        || percentOff.compareTo(BigDecimal.valueOf(100)) >= 0) {
      throw new IllegalArgumentException("a break of %s from %s".formatted(percentOff, from));
    }
  }
}
