package dev.batuta.management.token;

import java.time.Duration;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the issuer needs.
 *
 * @param issuer {@code iss} of its tokens
 * @param serviceSecret with which services prove to be of this platform; not empty
 * @param encryptionKey 32 bytes in base64; protects the signing key in the database
 * @param tokenLifetime for how long a token is good; 1 to 60 minutes
 */
@ConfigurationProperties("batuta.security")
record TokenProperties(
    @DefaultValue("batuta") String issuer,
    @DefaultValue("") String serviceSecret,
    @DefaultValue("") String encryptionKey,
    @DefaultValue("5m") Duration tokenLifetime) {
  private static final int KEY_BYTES = 32;

  TokenProperties {
    if (serviceSecret.isBlank()) {
      throw new IllegalArgumentException(
          "batuta.security.service-secret is required: set BATUTA_SERVICE_SECRET, the same for all"
              + " services");
    }
    if (bytes(encryptionKey) != KEY_BYTES) {
      throw new IllegalArgumentException(
          "batuta.security.encryption-key is required, 32 bytes in base64: set"
              + " BATUTA_ENCRYPTION_KEY to the output of: openssl rand -base64 32");
    }
    if (tokenLifetime.compareTo(Duration.ofMinutes(1)) < 0
        || tokenLifetime.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "batuta.security.token-lifetime is 1 to 60 minutes, was " + tokenLifetime);
    }
  }

  byte[] encryptionKeyBytes() {
    return Base64.getDecoder().decode(encryptionKey);
  }

  @Override
  public String toString() {
    return "TokenProperties[issuer=" + issuer + ", tokenLifetime=" + tokenLifetime + "]";
  }

  private static int bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException _) {
      return -1;
    }
  }
}
