package dev.batuta.agent.task;

/** What ties a task at work to those who wait for it; a handler uses it through its task. */
public interface TaskLink {
  /** Tells whoever watches how far the work is. */
  void report(Progress progress);

  /** Whether nobody waits for the result any more. */
  boolean cancelled();

  /** Runs {@code action} once, on a thread of its own, when nobody waits any more. */
  void onCancel(Runnable action);
}
