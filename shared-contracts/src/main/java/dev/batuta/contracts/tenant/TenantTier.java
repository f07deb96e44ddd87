package dev.batuta.contracts.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a tenant has subscribed to; limits and fair shares follow from it. */
public enum TenantTier {
  /** To try it out. */
  FREE,
  /** A small shop. */
  STARTER,
  /** A company with a steady flow of customers. */
  PRO,
  /** A company whose work fills machines of its own. */
  ENTERPRISE;

  /** The JSON form: lower case. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the JSON form.
   *
   * @throws IllegalArgumentException if there is no such tier
   */
  @JsonCreator
  public static TenantTier read(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
