package dev.batuta.starter.claim;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A reference to a value that is kept aside (the claim check pattern of Hohpe and Woolf). Its JSON
 * form is an object of exactly {@code claim}, {@code bytes} and {@code sha256}. It means something
 * to its own tenant only.
 *
 * @param id names the value within its tenant: 64 lower-case hexadecimal digits
 * @param bytes length of the value as UTF-8 JSON; positive
 * @param sha256 digest of those bytes in hexadecimal
 */
public record Claim(String id, int bytes, String sha256) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final int FIELDS = 3;

  public Claim {
    if (!isId(id) || !isId(sha256) || bytes < 1) {
      throw new IllegalArgumentException("a claim has two digests and a length, was " + bytes);
    }
  }

  /** Whether {@code text} has the form of a claim's id. */
  public static boolean isId(String text) {
    return DIGEST.matcher(text).matches();
  }

  /** The claim that {@code value} is; empty if it is any other value. */
  public static Optional<Claim> read(JsonNode value) {
    if (!value.isObject() || value.size() != FIELDS) {
      return Optional.empty();
    }
    String id = value.path("claim").stringValue("");
    String sha256 = value.path("sha256").stringValue("");
    int bytes = value.path("bytes").intValue(0);
    return isId(id) && isId(sha256) && bytes > 0
        ? Optional.of(new Claim(id, bytes, sha256))
        : Optional.empty();
  }

  /** Its JSON form. */
  public JsonNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("claim", id)
        .put("bytes", bytes)
        .put("sha256", sha256);
  }
}
