package dev.batuta.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Identity of a tenant: one company that uses the platform, isolated from all others. Its JSON form
 * is the bare string.
 *
 * @param value 3 to 40 characters, {@code [a-z0-9-]}, no dash at either end; no dot, so that topic
 *     names parse one way only
 */
public record TenantId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{1,38}[a-z0-9]");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if {@code value} has another form
   */
  @JsonCreator
  public TenantId {
    requireNonNull(value, "TenantId needs a value");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a tenant id has 3 to 40 characters of a-z, 0-9 and inner dashes");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
