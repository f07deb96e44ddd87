package dev.batuta.orchestrator.workflow;

import dev.batuta.orchestrator.task.TaskRequest;

/** What must happen after a run's new state is stored. Each may happen twice without harm. */
sealed interface WorkflowEffect {
  /** Submit the task of the current step; its id is derived from run and step. */
  record Submit(TaskRequest request) implements WorkflowEffect {}

  /** Tell who waits that the run has ended. */
  record End() implements WorkflowEffect {}
}
