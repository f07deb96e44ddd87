package dev.batuta.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identity of one workflow run. Its JSON form is the bare UUID string. */
public record RunId(@JsonValue UUID value) {
  @JsonCreator
  public RunId {
    requireNonNull(value, "RunId needs a UUID");
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if {@code text} is not a UUID
   */
  public static RunId parse(String text) {
    return new RunId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
