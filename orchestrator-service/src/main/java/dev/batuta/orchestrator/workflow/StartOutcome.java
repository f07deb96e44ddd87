package dev.batuta.orchestrator.workflow;

import java.util.List;

/** What became of the wish to start a run. Callers handle every case. */
public sealed interface StartOutcome {
  /** It runs, or an earlier wish with the same id had started it. */
  record Started(WorkflowRun run) implements StartOutcome {}

  /** The tenant has no workflow of that name and version. */
  record UnknownWorkflow() implements StartOutcome {}

  /**
   * The input does not fit the workflow's schema.
   *
   * @param faults what does not fit
   */
  record InvalidInput(List<Fault> faults) implements StartOutcome {}

  /** The input is larger than {@link Workflows#LARGEST_INPUT}. */
  record TooLarge() implements StartOutcome {}

  /**
   * The tenant has as many runs in flight as its tier allows.
   *
   * @param limit how many that is
   */
  record TooMany(int limit) implements StartOutcome {}
}
