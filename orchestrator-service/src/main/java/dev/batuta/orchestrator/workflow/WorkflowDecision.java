package dev.batuta.orchestrator.workflow;

import java.util.List;

/**
 * What an event does to a run.
 *
 * @param run its new state
 * @param changed whether that differs from the old one and must be stored
 * @param effects what must happen after that
 */
record WorkflowDecision(WorkflowRun run, boolean changed, List<WorkflowEffect> effects) {
  WorkflowDecision {
    effects = List.copyOf(effects);
  }

  /** Nothing new. */
  static WorkflowDecision unchanged(WorkflowRun run) {
    return new WorkflowDecision(run, false, List.of());
  }
}
