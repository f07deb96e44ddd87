package dev.batuta.agent.task;

import dev.batuta.contracts.Capability;

/**
 * One thing an agent can do. Every bean of this type is a capability of the service's agent. A task
 * may be given twice (after a crash), so the same task must have the effect of one.
 */
public interface TaskHandler {
  /** The capability that tasks ask for. */
  Capability capability();

  /**
   * Does the work, on a virtual thread. Expected refusals are returned; an exception counts as a
   * failure that another attempt may mend.
   */
  TaskOutcome handle(AgentTask task);
}
