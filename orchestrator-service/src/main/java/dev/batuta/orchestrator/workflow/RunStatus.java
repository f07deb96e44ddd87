package dev.batuta.orchestrator.workflow;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** State of a run. All but {@link #RUNNING} are final. */
public enum RunStatus {
  /** A step is being worked on. */
  RUNNING,
  /** Its last step is done. */
  COMPLETED,
  /** A step failed, or it took too long. */
  FAILED;

  /** The JSON form: lower case. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
