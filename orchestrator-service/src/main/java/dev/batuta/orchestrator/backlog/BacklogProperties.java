package dev.batuta.orchestrator.backlog;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a backlog is worth a person's look.
 *
 * @param degradedAfter age of the oldest waiting task from which the platform counts as degraded;
 *     positive
 * @param checkInterval how often it is measured; positive
 */
@ConfigurationProperties("orchestrator.backlog")
record BacklogProperties(
    @DefaultValue("30s") Duration degradedAfter, @DefaultValue("5s") Duration checkInterval) {
  BacklogProperties {
    if (!degradedAfter.isPositive() || !checkInterval.isPositive()) {
      throw new IllegalArgumentException("orchestrator.backlog: durations must be positive");
    }
  }
}
