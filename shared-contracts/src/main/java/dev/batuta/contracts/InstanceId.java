package dev.batuta.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Identity of one running process of an agent. Its JSON form is the bare string.
 *
 * @param value for example {@code conversation-7f}; at most 80 characters of {@code [A-Za-z0-9._-]}
 */
public record InstanceId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} has another form
   */
  @JsonCreator
  public InstanceId {
    requireNonNull(value, "InstanceId needs a value");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an instance id has 1 to 80 characters of A-Z, a-z, 0-9, dot, _ and -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
