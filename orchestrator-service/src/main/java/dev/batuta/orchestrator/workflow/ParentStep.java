package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;

/**
 * The step of another run that waits for this one.
 *
 * @param runId the other run
 * @param step key of the step's execution
 * @param depth how many runs stand above this one, from 1
 */
public record ParentStep(RunId runId, String step, int depth) {
  /** How deep runs may be nested. */
  public static final int DEEPEST = 5;
}
