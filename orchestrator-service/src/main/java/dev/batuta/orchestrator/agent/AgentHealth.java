package dev.batuta.orchestrator.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an agent is, the best first. */
public enum AgentHealth {
  /** Its heartbeats come, and its work succeeds in time. */
  UP,
  /** Its heartbeats come, but too many of its attempts fail or take too long. */
  DEGRADED,
  /** An operator drains it: it takes no new tasks and finishes those it has. */
  DRAINING,
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
