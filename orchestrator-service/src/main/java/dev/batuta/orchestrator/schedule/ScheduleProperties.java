package dev.batuta.orchestrator.schedule;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How schedules are kept and fired.
 *
 * @param checkInterval how often the monitor looks for what is due; positive
 * @param concurrency how many firings an instance starts at a time; at least 1
 * @param lease how long a firing is one instance's before another may take it over; positive
 * @param late from when on a firing counts as missed; positive
 * @param attempts how often starting is tried; at least 1
 * @param firstBackoff pause before the second attempt; it doubles with each; positive
 * @param longestBackoff longest pause; positive
 * @param mostOfTenant how many schedules a tenant may have; at least 1
 */
@ConfigurationProperties("orchestrator.schedule")
record ScheduleProperties(
    @DefaultValue("250ms") Duration checkInterval,
    @DefaultValue("8") int concurrency,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("60s") Duration late,
    @DefaultValue("5") int attempts,
    @DefaultValue("10s") Duration firstBackoff,
    @DefaultValue("10m") Duration longestBackoff,
    @DefaultValue("10000") int mostOfTenant) {
  ScheduleProperties {
    if (concurrency < 1 || attempts < 1 || mostOfTenant < 1) {
      throw new IllegalArgumentException(
          "orchestrator.schedule: concurrency, attempts and most-of-tenant are at least 1");
    }
    for (Duration each :
        new Duration[] {checkInterval, lease, late, firstBackoff, longestBackoff}) {
      if (!each.isPositive()) {
        throw new IllegalArgumentException("orchestrator.schedule: durations must be positive");
      }
    }
  }

  /** The pause after so many failed attempts. */
  Duration backoff(int failed) {
    Duration pause = firstBackoff;
    for (int i = 1; i < failed && pause.compareTo(longestBackoff) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestBackoff) < 0 ? pause : longestBackoff;
  }
}
