package dev.batuta.agent.once;

/** An effect surely did not happen, so that it may be tried again. */
public final class NotHappenedException extends RuntimeException {
  /** Says why it did not happen. */
  public NotHappenedException(String message) {
    super(message);
  }
}
