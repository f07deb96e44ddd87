package dev.batuta.starter.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Closes secrets for the database: AES-256-GCM (NIST SP 800-38D) under a key that HKDF-SHA256 (RFC
 * 5869) derives from the installation's key for one purpose. The form is {@code <key id>.<base64 of
 * nonce and ciphertext>}; what a secret belongs to is bound to it, so that one cannot be put in
 * another's place. Thread-safe.
 */
public final class SecretSeal {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_ID_BYTES = 4;

  private final SecretKey key;
  private final String keyId;
  private final RandomGenerator random;

  /**
   * A seal for one purpose.
   *
   * @param encryptionKey the installation's key, 32 bytes in Base64
   * @param purpose what is sealed, for example {@code channel tokens}; never renamed
   * @throws IllegalArgumentException if the key is missing or has another length
   */
  public SecretSeal(String encryptionKey, String purpose, RandomGenerator random) {
    byte[] bytes = decode(encryptionKey);
    this.random = random;
    try {
      this.key =
          KDF.getInstance("HKDF-SHA256")
              .deriveKey(
                  "AES",
                  HKDFParameterSpec.ofExtract()
                      .addIKM(bytes)
                      .thenExpand(("batuta " + purpose).getBytes(UTF_8), KEY_BYTES));
      this.keyId =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, KEY_ID_BYTES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("JDK 25 has HKDF-SHA256 and SHA-256", impossible);
    }
  }

  /**
   * Closes a secret.
   *
   * @param belongsTo names what it is the secret of
   */
  public String close(byte[] secret, String belongsTo) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, belongsTo).doFinal(secret);
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return keyId + "." + Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("AES-GCM was expected to encrypt", failure);
    }
  }

  /**
   * Opens what {@link #close} made.
   *
   * @throws IllegalStateException if it was closed under another key, belongs to something else, or
   *     was changed
   */
  public byte[] open(String sealed, String belongsTo) {
    if (!sealed.startsWith(keyId + ".")) {
      throw new IllegalStateException(
          "the secret of "
              + belongsTo
              + " was stored under another batuta.security.encryption-key");
    }
    byte[] all = Base64.getDecoder().decode(sealed.substring(keyId.length() + 1));
    try {
      return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES), belongsTo)
          .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(
          "the stored secret of " + belongsTo + " was changed or belongs to something else",
          failure);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String belongsTo) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(belongsTo.getBytes(UTF_8));
    return cipher;
  }

  private static byte[] decode(String encryptionKey) {
    try {
      byte[] bytes = Base64.getDecoder().decode(encryptionKey);
      if (bytes.length == KEY_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      throw invalid();
    }
    throw invalid();
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException(
        "batuta.security.encryption-key (BATUTA_ENCRYPTION_KEY) must be 32 bytes in Base64; make"
            + " one with: openssl rand -base64 32");
  }
}
