package dev.batuta.orchestrator.workflow;

import java.util.List;

/** What became of the wish to start a run. Callers handle every case. */
public sealed interface StartOutcome {
  /** Why nothing was started, for the record; empty if it was. */
  default String refusal() {
    return switch (this) {
      case Started(var _) -> "";
      case UnknownWorkflow() -> "there is no workflow of that name and version";
      case InvalidInput(var faults) -> "the input does not fit the workflow: " + faults;
      case TooLarge() -> "the input is larger than 256 KB";
      case TooMany(int limit) -> "the tenant has " + limit + " runs in flight already";
    };
  }

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
