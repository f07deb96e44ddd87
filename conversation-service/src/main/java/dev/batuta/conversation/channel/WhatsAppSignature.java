package dev.batuta.conversation.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a webhook call: HMAC-SHA256 over the raw bytes under the Meta app's secret, in
 * the header {@code X-Hub-Signature-256: sha256=<hex>}.
 */
final class WhatsAppSignature {
  private static final String START = "sha256=";
  private static final String ALGORITHM = "HmacSHA256";

  private WhatsAppSignature() {}

  /** Whether {@code header} signs {@code body}; takes the same time wherever they differ. */
  static boolean fits(byte[] body, @Nullable String header, String appSecret) {
    if (header == null || !header.startsWith(START) || appSecret.isEmpty()) {
      return false;
    }
    byte[] given;
    try {
      given = HexFormat.of().parseHex(header.substring(START.length()));
    } catch (IllegalArgumentException _) {
      return false;
    }
    return MessageDigest.isEqual(given, hmac(body, appSecret));
  }

  private static byte[] hmac(byte[] body, String appSecret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(appSecret.getBytes(UTF_8), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, missing);
    }
  }
}
