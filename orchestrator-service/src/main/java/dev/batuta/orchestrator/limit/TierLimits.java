package dev.batuta.orchestrator.limit;

import org.springframework.util.unit.DataSize;

/**
 * How much a tenant of one tier may ask for.
 *
 * @param submitsPerSecond tasks a second in the long run, over all orchestrators; at least 1
 * @param submitBurst tasks at once after a pause; at least {@code submitsPerSecond}, so that a
 *     caller that waits for the second that {@code Retry-After} names loses none
 * @param openTasks tasks that have not ended, those of workflow runs included; at least 1
 * @param runsInFlight workflow runs that have not ended; at least 1
 * @param requestSize largest payload of a task; positive
 */
public record TierLimits(
    int submitsPerSecond, int submitBurst, int openTasks, int runsInFlight, DataSize requestSize) {
  public TierLimits {
    if (submitsPerSecond < 1 || submitBurst < submitsPerSecond) {
      throw new IllegalArgumentException(
          "orchestrator.limits: submits-per-second is at least 1 and submit-burst not below it,"
              + " were %d and %d".formatted(submitsPerSecond, submitBurst));
    }
    if (openTasks < 1 || runsInFlight < 1 || requestSize.toBytes() < 1) {
      throw new IllegalArgumentException(
          "orchestrator.limits: open-tasks, runs-in-flight and request-size must be positive");
    }
  }
}
