package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** State of a workflow run. */
public enum RunStatus {
  /** A step is being worked on. */
  RUNNING,
  /** Held by an operator: what is under way ends, nothing new begins. */
  PAUSED,
  /** It is given up; what was done is being undone. */
  COMPENSATING,
  /** All steps on its way are done. */
  COMPLETED,
  /** A step failed for good, or time ran out. */
  FAILED,
  /** Ended by an operator, or by the run that it was a step of. */
  CANCELLED;

  /** Whether it has ended; only a retry or a re-run begins it again. */
  public boolean ended() {
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
  public static RunStatus read(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
