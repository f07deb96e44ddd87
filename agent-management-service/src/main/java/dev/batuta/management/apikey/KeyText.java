package dev.batuta.management.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a key as its owner holds it: {@code btk_<prefix>_<secret>}.
 *
 * @param prefix 8 hexadecimal digits, public
 * @param secret 32 to 128 letters, digits, dashes or underscores; a made one has 48 hexadecimal
 *     digits, which are 192 random bits
 */
record KeyText(String prefix, String secret) {
  private static final Pattern FORM = Pattern.compile("btk_([0-9a-f]{8})_([A-Za-z0-9_-]{32,128})");
  private static final int PREFIX_BYTES = 4;
  private static final int SECRET_BYTES = 24;

  static KeyText random(RandomGenerator random) {
    return new KeyText(hex(random, PREFIX_BYTES), hex(random, SECRET_BYTES));
  }

  /** Reads a key; empty if it has another form. */
  static Optional<KeyText> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new KeyText(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  /**
   * What is stored of the secret. A fast hash is right here: the secret is random and of high
   * entropy, so there is no dictionary to try, and it is computed for every exchange of a key.
   */
  String secretHash() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Whether {@code key} is kept for this text, compared in constant time. */
  boolean fits(ApiKey key) {
    return MessageDigest.isEqual(secretHash().getBytes(UTF_8), key.secretHash().getBytes(UTF_8));
  }

  String text() {
    return "btk_" + prefix + "_" + secret;
  }

  /** Without the secret, for logs. */
  @Override
  public String toString() {
    return "btk_" + prefix + "_…";
  }

  private static String hex(RandomGenerator random, int bytes) {
    byte[] drawn = new byte[bytes];
    random.nextBytes(drawn);
    return HexFormat.of().formatHex(drawn);
  }
}
