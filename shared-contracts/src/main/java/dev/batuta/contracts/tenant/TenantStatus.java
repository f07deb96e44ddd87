package dev.batuta.contracts.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a tenant is served. */
public enum TenantStatus {
  /** Being set up; not served yet. */
  PROVISIONING,
  /** Served. */
  ACTIVE,
  /** Refused at the gateway, no background work. */
  SUSPENDED;

  /** The JSON form: lower case. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the JSON form.
   *
   * @throws IllegalArgumentException if there is no such status
   */
  @JsonCreator
  public static TenantStatus read(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
