package dev.batuta.orchestrator.mailbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages become turns.
 *
 * @param quietTime how long a channel's message waits for more; zero or positive
 * @param longestQuietTime how long the first of a burst waits at the most; positive
 * @param checkInterval how often the monitor looks for what is due; positive
 */
@ConfigurationProperties("orchestrator.mailbox")
record MailboxProperties(
    @DefaultValue("1200ms") Duration quietTime,
    @DefaultValue("6s") Duration longestQuietTime,
    @DefaultValue("100ms") Duration checkInterval) {
  MailboxProperties {
    if (quietTime.isNegative() || !longestQuietTime.isPositive() || !checkInterval.isPositive()) {
      throw new IllegalArgumentException(
          "orchestrator.mailbox: quiet-time is not negative, longest-quiet-time and"
              + " check-interval are positive");
    }
  }
}
