package dev.batuta.orchestrator.task;

import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.orchestrator.agent.AttemptOutcome;
import java.util.Optional;

/** What a change of a task says of the agent that had its attempt, as a function. */
final class AttemptEnds {
  private AttemptEnds() {}

  /** How an attempt ended with this change; empty if none did, or not by the agent's doing. */
  static Optional<AttemptOutcome> between(Task before, Task after) {
    TaskStatus was = before.state().status();
    // PENDING: Kafka may never have had it, so a timeout is not the agent's.
    boolean given = was == TaskStatus.QUEUED || was == TaskStatus.PROCESSING;
    TaskError error = after.state().error();
    boolean timedOut = error != null && error.code().equals(TaskLifecycle.TIMED_OUT);
    return switch (after.state().status()) {
      case COMPLETED -> Optional.of(AttemptOutcome.ANSWERED);
      case FAILED -> was.terminal() ? Optional.empty() : Optional.of(AttemptOutcome.ANSWERED);
      case WAITING_RETRY, DEAD_LETTERED -> {
        if (was.terminal() || was == TaskStatus.WAITING_RETRY) {
          yield Optional.empty();
        }
        yield timedOut
            ? Optional.of(AttemptOutcome.TIMED_OUT).filter(_ -> given)
            : Optional.of(AttemptOutcome.FAILED);
      }
      case PENDING, QUEUED, PROCESSING, PAUSED, CANCELLED -> Optional.empty();
    };
  }
}
