package dev.batuta.starter.time;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The clock of this process.
 *
 * @param offset added to the machine's time: for tests of wrong clocks only; zero otherwise
 * @param tolerance how far it may be from the database's time before it is corrected; positive
 * @param checkInterval how often it is compared; positive
 */
@ConfigurationProperties("batuta.clock")
record TimeProperties(
    @DefaultValue("0s") Duration offset,
    @DefaultValue("1s") Duration tolerance,
    @DefaultValue("30s") Duration checkInterval) {
  TimeProperties {
    if (!tolerance.isPositive() || !checkInterval.isPositive()) {
      throw new IllegalArgumentException(
          "batuta.clock: tolerance and check-interval must be positive");
    }
  }
}
