package dev.batuta.quote.quoting;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How quotes are looked after.
 *
 * @param checkInterval how often the monitor looks; positive
 * @param leftAlone how long work in progress is left alone by the monitor; positive
 * @param documentsAtOnce documents that are made at the same time; at least 1
 * @param documentWait how long a request waits for its turn; positive
 */
@ConfigurationProperties("quote")
record QuoteProperties(
    @DefaultValue("30s") Duration checkInterval,
    @DefaultValue("30s") Duration leftAlone,
    @DefaultValue("2") int documentsAtOnce,
    @DefaultValue("5s") Duration documentWait) {
  QuoteProperties {
    if (documentsAtOnce < 1) {
      throw new IllegalArgumentException("quote.documents-at-once is at least 1");
    }
    for (Duration each : new Duration[] {checkInterval, leftAlone, documentWait}) {
      if (!each.isPositive()) {
        throw new IllegalArgumentException("quote: durations must be positive");
      }
    }
  }
}
