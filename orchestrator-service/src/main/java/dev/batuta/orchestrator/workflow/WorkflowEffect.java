package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TaskId;
import dev.batuta.orchestrator.task.TaskRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What must happen after a run's new state is stored. Each may happen twice without harm. */
sealed interface WorkflowEffect {
  /** Submit the task of a step; its id is derived from run, step and round. */
  record Submit(TaskRequest request) implements WorkflowEffect {}

  /** The task of a step is not needed any more. */
  record CancelTask(TaskId task) implements WorkflowEffect {}

  /**
   * Start the run of a step.
   *
   * @param run its id, derived from the outer run, step and round
   * @param workflow which
   * @param version which of its versions; null for the newest
   * @param input what it is started with
   * @param parent the step that waits for it
   */
  record StartRun(
      RunId run, String workflow, @Nullable Integer version, JsonNode input, ParentStep parent)
      implements WorkflowEffect {}

  /** The run of a step is not needed any more. */
  record CancelRun(RunId run) implements WorkflowEffect {}

  /** Tell who waits that the run has ended. */
  record End() implements WorkflowEffect {}
}
