package dev.batuta.contracts.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** State of a task. {@link #COMPLETED} and the states after it never change. */
public enum TaskStatus {
  /** Stored; not yet known to be in Kafka. */
  PENDING,
  /** Kafka has acknowledged it; no agent has reported on it. */
  QUEUED,
  /** An agent is at work on it. */
  PROCESSING,
  /** Its last attempt failed; the next starts after a backoff. */
  WAITING_RETRY,
  /** Held back by an operator. */
  PAUSED,
  /** Done, with a result. */
  COMPLETED,
  /** Ended with an error that another attempt would not mend. */
  FAILED,
  /** Ended by an operator. */
  CANCELLED,
  /** All attempts are used up; listed, and can be driven again. */
  DEAD_LETTERED;

  /** Whether a task in this state never changes again. */
  public boolean terminal() {
    return compareTo(COMPLETED) >= 0;
  }

  /** The JSON form: lower case. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the JSON form.
   *
   * @throws IllegalArgumentException if there is no such state
   */
  @JsonCreator
  public static TaskStatus read(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
