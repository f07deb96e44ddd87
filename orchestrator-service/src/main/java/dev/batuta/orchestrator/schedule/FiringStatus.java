package dev.batuta.orchestrator.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What has become of a firing. */
enum FiringStatus {
  /** It waits for its moment, for an opening, or for the next attempt. */
  PENDING,
  /** It started what it should. */
  FIRED,
  /** It was passed over, by the misfire policy or because its schedule was deleted. */
  SKIPPED,
  /** It could not start what it should, in any of its attempts. */
  FAILED;

  /** The JSON form: lower case. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static FiringStatus read(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
