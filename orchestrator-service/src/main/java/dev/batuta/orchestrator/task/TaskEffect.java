package dev.batuta.orchestrator.task;

import org.jspecify.annotations.Nullable;

/** What must happen after a task's new state is stored. Each may happen twice without harm. */
sealed interface TaskEffect {
  /** Send the current attempt to the agent's topic. */
  record Dispatch() implements TaskEffect {}

  /**
   * Tell the agents that it is not to be done any more.
   *
   * @param attempt null when it was cancelled; else the attempts up to this one are not to be begun
   * @param reason why
   */
  record Withdraw(@Nullable Integer attempt, String reason) implements TaskEffect {}

  /** Tell who waits that it has ended. */
  record End() implements TaskEffect {}
}
