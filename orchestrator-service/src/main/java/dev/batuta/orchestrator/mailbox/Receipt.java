package dev.batuta.orchestrator.mailbox;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TurnId;

/** What became of a message that was put into a mailbox. */
public sealed interface Receipt {
  /** It is answered in this turn, by this run. */
  record Joined(TurnId turn, RunId run) implements Receipt {}

  /** It was there before; nothing happened. */
  record Repeated() implements Receipt {}

  /** So many wait already that this one is not taken. */
  record Full() implements Receipt {}
}
