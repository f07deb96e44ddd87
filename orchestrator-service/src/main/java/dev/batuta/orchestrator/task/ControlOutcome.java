package dev.batuta.orchestrator.task;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.message.TaskStatus;
import java.util.List;

/** What became of an operator's command to a task. */
public sealed interface ControlOutcome {
  /** It is so, now or from before; after a retry, {@code task} is the one that does it again. */
  record Done(Task task) implements ControlOutcome {}

  /** Its state does not allow it; {@code allowed} names the commands that it does allow. */
  record Refused(TaskStatus status, List<String> allowed) implements ControlOutcome {
    public Refused {
      allowed = List.copyOf(allowed);
    }
  }

  /** The tenant has no such task. */
  record Unknown() implements ControlOutcome {}

  /** A retry found no agent that can do it; {@code known} is what the agents can do. */
  record UnknownCapability(List<Capability> known) implements ControlOutcome {
    public UnknownCapability {
      known = List.copyOf(known);
    }
  }
}
