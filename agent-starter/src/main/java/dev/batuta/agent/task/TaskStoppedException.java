package dev.batuta.agent.task;

/** A handler stopped because nobody waits for its result any more; there is none to send. */
public final class TaskStoppedException extends RuntimeException {
  TaskStoppedException() {
    // No stack trace: it is the expected end of a cancelled task, not a bug.
    super("nobody waits for the result any more", null, false, false);
  }
}
