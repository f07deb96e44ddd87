package dev.batuta.starter.claim;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is kept aside, and how long.
 *
 * @param inline largest value that travels by itself; positive
 * @param largest largest value that is kept at all; at least {@code inline}, at most 64 MB
 * @param kept how long after the last time it was given; longer than tasks and runs are kept
 */
@ConfigurationProperties("batuta.claim")
record ClaimProperties(
    @DefaultValue("256KB") DataSize inline,
    @DefaultValue("8MB") DataSize largest,
    @DefaultValue("30d") Duration kept) {
  private static final DataSize MOST = DataSize.ofMegabytes(64);

  ClaimProperties {
    if (inline.toBytes() < 1
        || largest.compareTo(inline) < 0
        || largest.compareTo(MOST) > 0
        || !kept.isPositive()) {
      throw new IllegalArgumentException(
          "batuta.claim: inline is positive, largest between it and 64 MB, kept positive");
    }
  }
}
