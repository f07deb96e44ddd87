package dev.batuta.orchestrator.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which hours a schedule keeps to. */
enum CalendarRule {
  /** All. */
  ANY,
  /** Those in which the tenant is open; a firing outside is moved to the next opening. */
  BUSINESS_HOURS;

  /** The JSON form: lower case. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static CalendarRule read(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
