package dev.batuta.orchestrator.task;

import java.util.List;

/** What a command does to a task. */
sealed interface TaskDecision {
  /** It becomes {@code task}; then the effects. */
  record Changed(Task task, List<TaskEffect> effects) implements TaskDecision {
    public Changed {
      effects = List.copyOf(effects);
    }
  }

  /** The state stays; the effects are performed (again). */
  record Unchanged(List<TaskEffect> effects) implements TaskDecision {
    public Unchanged {
      effects = List.copyOf(effects);
    }
  }

  /** Its state does not allow the command; see {@link TaskControl#allowed}. */
  record Refused() implements TaskDecision {}
}
