package dev.batuta.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Identity of a conversation of one contact on one channel. Its JSON form is the bare string.
 *
 * @param value 1 to 80 characters of {@code [A-Za-z0-9_-]}
 */
public record SessionId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} has another form
   */
  @JsonCreator
  public SessionId {
    requireNonNull(value, "SessionId needs a value");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a session id has 1 to 80 characters of A-Z, a-z, 0-9, _ and -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
