package dev.batuta.system.counter;

import dev.batuta.agent.once.OnceOutcome;
import dev.batuta.agent.once.OnceStore;
import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskOutcome;
import java.util.Map;

/**
 * Causes the effect of a task: one entry in the ledger. After a crash between the note and the
 * entry nobody knows whether the effect happened; then it looks, and says so when there is none.
 */
final class Counting {
  /** Error code of a task whose effect was begun and is not in the ledger. */
  static final String UNKNOWN = "effect_unknown";

  private final OnceStore once;
  private final LedgerStore ledger;
  private final String process;

  Counting(OnceStore once, LedgerStore ledger, String process) {
    this.once = once;
    this.ledger = ledger;
    this.process = process;
  }

  TaskOutcome count(AgentTask task) {
    String label = task.payload().path("label").stringValue("");
    OnceOutcome outcome =
        once.once(
            task.tenant(),
            "count:" + task.id(),
            () -> ledger.add(task.tenant(), task.id(), label, process));
    return switch (outcome) {
      case OnceOutcome.Done(String entry) -> done(entry);
      case OnceOutcome.AlreadyDone(String entry) -> done(entry);
      case OnceOutcome.Unknown() ->
          ledger.has(task.tenant(), task.id())
              ? done("found")
              : TaskOutcome.retryable(UNKNOWN, "begun before; not in the ledger");
    };
  }

  private static TaskOutcome done(String entry) {
    return TaskOutcome.completed(Map.of("entry", entry));
  }
}
