package dev.batuta.system.proof;

import java.time.Duration;

/**
 * How much is asked of the product during a fault.
 *
 * @param tasks submitted one by one; at least 1
 * @param runs of a workflow with three counting steps
 * @param clients at once; at least 1
 * @param alwaysFailing of 100 tasks, how many fail at each attempt; 0 to 100
 * @param pace between two submissions of one client, so that the load outlasts the fault
 */
public record LoadSize(int tasks, int runs, int clients, int alwaysFailing, Duration pace) {
  /** Checks the ranges. */
  public LoadSize {
    if (tasks < 1 || runs < 0 || clients < 1 || alwaysFailing < 0 || alwaysFailing > 100) {
      throw new IllegalArgumentException("not a load: " + tasks + " tasks, " + runs + " runs");
    }
  }

  /** The same with tasks that fail at each attempt. */
  public LoadSize withAlwaysFailing(int percent) {
    return new LoadSize(tasks, runs, clients, percent, pace);
  }
}
