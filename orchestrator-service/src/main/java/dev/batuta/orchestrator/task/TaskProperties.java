package dev.batuta.orchestrator.task;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tasks are tried.
 *
 * @param attempts attempts at the most when the caller does not say; at least 1
 * @param attemptTimeout how long an attempt may take when the caller does not say; positive
 * @param firstBackoff pause before the second attempt; it doubles with each; positive
 * @param longestBackoff longest pause; positive
 * @param dispatchTimeout how long a task may stay unacknowledged by Kafka before it is sent again;
 *     positive
 * @param checkInterval how often the monitor looks for what is due; positive
 * @param kept how long an ended task is kept; positive
 */
@ConfigurationProperties("orchestrator.task")
record TaskProperties(
    @DefaultValue("3") int attempts,
    @DefaultValue("30s") Duration attemptTimeout,
    @DefaultValue("1s") Duration firstBackoff,
    @DefaultValue("60s") Duration longestBackoff,
    @DefaultValue("5s") Duration dispatchTimeout,
    @DefaultValue("500ms") Duration checkInterval,
    @DefaultValue("7d") Duration kept) {
  TaskProperties {
    if (attempts < 1) {
      throw new IllegalArgumentException("orchestrator.task.attempts is at least 1");
    }
    for (Duration each :
        new Duration[] {
          attemptTimeout, firstBackoff, longestBackoff, dispatchTimeout, checkInterval, kept
        }) {
      if (!each.isPositive()) {
        throw new IllegalArgumentException("orchestrator.task: durations must be positive");
      }
    }
  }
}
