package dev.batuta.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

  /**
   * The conversation of a contact on a channel: the same every time, and not to be guessed back.
   *
   * @param contact the contact's address on the channel, E.164 for phones
   */
  public static SessionId of(TenantId tenant, String channel, String contact) {
    String name = tenant + "\n" + channel + "\n" + contact;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return new SessionId("sess_" + HexFormat.of().formatHex(hash, 0, 12));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
