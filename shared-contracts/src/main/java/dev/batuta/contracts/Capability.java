package dev.batuta.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Something an agent can do, by which tasks are routed. Its JSON form is the bare string.
 *
 * @param value for example {@code understand_message}; {@code [a-z0-9_.-]}, at most 64 characters
 */
public record Capability(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} has another form
   */
  @JsonCreator
  public Capability {
    requireNonNull(value, "Capability needs a value");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a capability has 1 to 64 characters of a-z, 0-9, _, dot and -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
