package dev.batuta.orchestrator.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a firing happens. */
enum FiringCause {
  /** It was its time. */
  PLANNED,
  /** An event came. */
  EVENT,
  /** A person or program asked for it. */
  MANUAL;

  /** The JSON form: lower case. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static FiringCause read(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
