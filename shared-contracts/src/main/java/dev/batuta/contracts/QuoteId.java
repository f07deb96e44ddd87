package dev.batuta.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Identity of one quote, independent of the number that the customer sees. Its JSON form is the
 * bare UUID string.
 */
public record QuoteId(@JsonValue UUID value) {
  @JsonCreator
  public QuoteId {
    requireNonNull(value, "QuoteId needs a UUID");
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if {@code text} is not a UUID
   */
  public static QuoteId parse(String text) {
    return new QuoteId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
