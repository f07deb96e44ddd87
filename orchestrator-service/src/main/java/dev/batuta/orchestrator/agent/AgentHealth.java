package dev.batuta.orchestrator.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an agent is. */
public enum AgentHealth {
  /** Its heartbeats come. */
  UP,
  /** It takes no new tasks and ends. */
  STOPPING,
  /** Its heartbeats have stopped coming. */
  LOST;

  /** The JSON form: lower case. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
