package dev.batuta.orchestrator.task;

import dev.batuta.contracts.Capability;
import java.util.List;

/** What became of a wish for a task. */
public sealed interface SubmitOutcome {
  /** It is stored and on its way; or was so before. */
  record Accepted(Task task) implements SubmitOutcome {}

  /** No agent can do it; {@code known} is what the agents can do. */
  record UnknownCapability(List<Capability> known) implements SubmitOutcome {
    public UnknownCapability {
      known = List.copyOf(known);
    }
  }
}
