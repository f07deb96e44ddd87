package dev.batuta.contracts.topic;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Priority lane of a task. On input a number from 0 to 9 or a word is accepted. */
public enum Priority {
  /** 0 to 3: bulk work that may wait. */
  LOW(2),
  /** 4 to 6, and what is not said. */
  NORMAL(5),
  /** 7 to 9: someone is waiting. */
  HIGH(8);

  private final int level;

  Priority(int level) {
    this.level = level;
  }

  /** The number of this lane on the wire, from 0 to 9. */
  public int level() {
    return level;
  }

  /** The last part of the lane's topic name; null for normal. */
  public @Nullable String topicExtra() {
    return this == NORMAL ? null : name().toLowerCase(Locale.ROOT);
  }

  /**
   * The lane of a number.
   *
   * @throws IllegalArgumentException if {@code level} is not from 0 to 9
   */
  public static Priority ofLevel(int level) {
    if (level < 0 || level > 9) {
      throw new IllegalArgumentException("priority is low, normal, high or 0 to 9, was " + level);
    }
    if (level <= 3) {
      return LOW;
    }
    return level <= 6 ? NORMAL : HIGH;
  }

  /**
   * Reads either form: {@code "high"} or {@code 8}.
   *
   * @throws IllegalArgumentException if {@code value} is neither
   */
  @JsonCreator
  public static Priority read(Object value) {
    if (value instanceof Integer level) {
      return ofLevel(level);
    }
    return switch (value.toString().toLowerCase(Locale.ROOT)) {
      case "low" -> LOW;
      case "normal" -> NORMAL;
      case "high" -> HIGH;
      case String digits when digits.matches("[0-9]") -> ofLevel(Integer.parseInt(digits));
      default -> throw new IllegalArgumentException("priority is low, normal, high or 0 to 9");
    };
  }
}
