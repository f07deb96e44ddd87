package dev.batuta.conversation.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes webhook bodies as Meta does: ASCII only, everything else escaped with lower-case hex digits
 * and slashes escaped too, signed over exactly these bytes.
 */
public final class MetaSigner {
  private MetaSigner() {}

  /** The bytes of a JSON text on Meta's wire. */
  public static byte[] wire(String json) {
    StringBuilder ascii = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      char each = json.charAt(i);
      if (each == '/') {
        ascii.append("\\/");
      } else if (each < 0x80) {
        ascii.append(each);
      } else {
        ascii.append("\\u").append(HexFormat.of().toHexDigits(each));
      }
    }
    return ascii.toString().getBytes(US_ASCII);
  }

  /** Value of {@code X-Hub-Signature-256}. */
  public static String signature(byte[] body) {
    return signature(body, RunningService.APP_SECRET);
  }

  /** Value of the header under another app's secret. */
  public static String signature(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every JDK has HmacSHA256", missing);
    }
  }
}
