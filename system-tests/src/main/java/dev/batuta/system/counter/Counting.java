package dev.batuta.system.counter;

import dev.batuta.agent.once.OnceOutcome;
import dev.batuta.agent.once.OnceStore;
import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskOutcome;
import java.util.Map;

/**
 * Causes the effect of a task, one entry in the ledger, in one of two ways. With a note before it,
 * as for an outside world that knows no keys: after a crash between the two nobody knows whether
 * the effect happened; it looks, and says so when there is none. Or with the task's id as the key.
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

  TaskOutcome byKey(AgentTask task) {
    return done(ledger.addByKey(task.tenant(), task.id(), label(task), process));
  }

  TaskOutcome withNote(AgentTask task) {
    OnceOutcome outcome =
        once.once(
            task.tenant(),
            "count:" + task.id(),
            () -> ledger.add(task.tenant(), task.id(), label(task), process));
    return switch (outcome) {
      case OnceOutcome.Done(String entry) -> done(entry);
      case OnceOutcome.AlreadyDone(String entry) -> done(entry);
      case OnceOutcome.Unknown() ->
          ledger.has(task.tenant(), task.id())
              ? done("found")
              : TaskOutcome.retryable(UNKNOWN, "begun before; not in the ledger");
    };
  }

  private static String label(AgentTask task) {
    return task.payload().path("label").stringValue("");
  }

  private static TaskOutcome done(String entry) {
    return TaskOutcome.completed(Map.of("entry", entry));
  }
}
