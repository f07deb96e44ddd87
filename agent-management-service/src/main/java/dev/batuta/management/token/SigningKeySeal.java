package dev.batuta.management.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Closes the signing key for the database: AES-256-GCM under a key that HKDF-SHA256 (RFC 5869)
 * derives from the configured one for this purpose alone. The form is 12 bytes of nonce, then the
 * ciphertext with its tag; the key's id is bound to it.
 */
final class SigningKeySeal {
  private static final String PURPOSE = "batuta token signing key v1";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final RandomGenerator random;

  SigningKeySeal(byte[] encryptionKey, RandomGenerator random) {
    this.random = random;
    try {
      this.key =
          KDF.getInstance("HKDF-SHA256")
              .deriveKey(
                  "AES",
                  HKDFParameterSpec.ofExtract()
                      .addIKM(encryptionKey)
                      .thenExpand(PURPOSE.getBytes(UTF_8), 32));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("JDK 25 has HKDF-SHA256", impossible);
    }
  }

  byte[] close(byte[] plain, String id) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, id).doFinal(plain);
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return all;
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("AES-GCM was expected to encrypt", failure);
    }
  }

  /**
   * Opens what {@link #close} made.
   *
   * @throws IllegalStateException if it was closed under another encryption key or was changed
   */
  byte[] open(byte[] sealed, String id) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, id)
          .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(
          "the stored signing key "
              + id
              + " does not open: it was stored under another"
              + " batuta.security.encryption-key",
          failure);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String id) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(id.getBytes(UTF_8));
    return cipher;
  }
}
