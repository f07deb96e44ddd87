package dev.batuta.agent.once;

/** What became of an effect that must not happen twice. */
public sealed interface OnceOutcome {
  /** It happened now. */
  record Done(String result) implements OnceOutcome {}

  /** It happened before; {@code result} is what was remembered then. */
  record AlreadyDone(String result) implements OnceOutcome {}

  /** It was begun before and its end is not known; it is not tried again. */
  record Unknown() implements OnceOutcome {}
}
