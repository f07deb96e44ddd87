package dev.batuta.embedded.mongo;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a query demands of one field, as far as an index can use it. */
sealed interface Condition {

  /** Whether a document that lacks the field cannot meet the condition. */
  boolean impliesPresence();

  /**
   * The field equals one of these values.
   *
   * @param values normalized; null stands for null or missing
   */
  record Points(Set<@Nullable Object> values) implements Condition {
    @Override
    public boolean impliesPresence() {
      return !values.contains(null);
    }
  }

  /**
   * The field lies between these values, bounds included or not.
   *
   * @param low normalized; null when only the other bound is known
   * @param high normalized; null when only the other bound is known
   */
  record Range(@Nullable Object low, @Nullable Object high) implements Condition {
    @Override
    public boolean impliesPresence() {
      return true;
    }
  }
}
