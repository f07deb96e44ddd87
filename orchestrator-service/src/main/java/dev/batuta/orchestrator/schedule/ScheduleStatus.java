package dev.batuta.orchestrator.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a schedule fires. */
enum ScheduleStatus {
  /** It fires when it is time. */
  ACTIVE,
  /** It does not fire until it is resumed; only by hand. */
  PAUSED,
  /** Its last planned firing has been; only by hand. */
  ENDED;

  /** The JSON form: lower case. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static ScheduleStatus read(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
