package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** State of a step, or of a branch or item within one. */
public enum StepStatus {
  /** An item whose turn has not come. */
  WAITING,
  /** Being worked on. */
  RUNNING,
  /** Done. */
  COMPLETED,
  /** Failed for good. */
  FAILED,
  /** Not needed any more. */
  CANCELLED;

  /** Whether nothing more happens in it. */
  boolean ended() {
    return compareTo(COMPLETED) >= 0;
  }

  /** The JSON form: lower case. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
