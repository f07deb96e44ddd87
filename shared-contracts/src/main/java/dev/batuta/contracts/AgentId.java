package dev.batuta.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Identity of an agent: all instances of one agent share it. Its JSON form is the bare string.
 *
 * @param value for example {@code conversation_agent}; {@code [a-z0-9_-]}, at most 64 characters
 */
public record AgentId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} has another form
   */
  @JsonCreator
  public AgentId {
    requireNonNull(value, "AgentId needs a value");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("an agent id has 1 to 64 characters of a-z, 0-9, _ and -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
