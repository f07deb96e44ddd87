package dev.batuta.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Identity of one turn: the customer's messages that are answered together, and the answer. Its
 * JSON form is the bare string.
 *
 * @param value the session and the number of the turn, for example {@code sess_1.7}
 */
public record TurnId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} has another form
   */
  @JsonCreator
  public TurnId {
    requireNonNull(value, "TurnId needs a value");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a turn id has 1 to 100 characters of A-Z, a-z, 0-9, dot, _ and -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
