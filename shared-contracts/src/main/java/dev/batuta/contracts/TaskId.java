package dev.batuta.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identity of one task: a unit of work that one agent carries out. Its JSON form is the bare UUID
 * string.
 */
public record TaskId(@JsonValue UUID value) {
  @JsonCreator
  public TaskId {
    requireNonNull(value, "TaskId needs a UUID");
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if {@code text} is not a UUID
   */
  public static TaskId parse(String text) {
    return new TaskId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
