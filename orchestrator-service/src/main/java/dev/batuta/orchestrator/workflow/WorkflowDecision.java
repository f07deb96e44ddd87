package dev.batuta.orchestrator.workflow;

import java.util.List;

/** What an event does to a run: its new state, and then the effects. */
record WorkflowDecision(WorkflowRun run, List<WorkflowEffect> effects) {
  WorkflowDecision {
    effects = List.copyOf(effects);
  }

  /** Nothing new: no write is needed. */
  boolean changes(WorkflowRun before) {
    return !run.equals(before);
  }
}
