package dev.batuta.orchestrator.task;

/** What must happen after a task's new state is stored. Each may happen twice without harm. */
sealed interface TaskEffect {
  /** Send the current attempt to the agent's topic. */
  record Dispatch() implements TaskEffect {}

  /** Tell who waits that it has ended. */
  record End() implements TaskEffect {}
}
