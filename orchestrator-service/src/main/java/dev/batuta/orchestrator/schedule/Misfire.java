package dev.batuta.orchestrator.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What becomes of firings that could not happen in time, because nothing ran or the schedule was
 * paused.
 *
 * @param policy the rule
 * @param most how many are made up for; 1 to 100, and 1 unless the policy is to catch up
 */
record Misfire(Policy policy, int most) {
  /** The rules there are. */
  enum Policy {
    /** They do not happen; the next one in time does. */
    SKIP,
    /** One happens for all of them. */
    RUN_ONCE,
    /** The latest of them happen, each by itself and in order. */
    CATCH_UP;

    /** The JSON form: lower case. */
    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Policy read(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  static final int MOST = 100;
  static final Misfire USUAL = new Misfire(Policy.RUN_ONCE, 1);

  Misfire {
    if (most < 1 || most > MOST || (most > 1 && policy != Policy.CATCH_UP)) {
      throw new IllegalArgumentException("most is 1 to 100, and 1 unless caught up, was " + most);
    }
  }
}
