package dev.batuta.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/**
 * What the parts of one installation prove themselves with. Made at the first start and kept in the
 * data directory, readable by its owner only.
 *
 * @param service with which services prove to be of this platform
 * @param encryption the key of what is encrypted at rest, 32 bytes in Base64
 * @param platformKey the platform administrator's API key
 * @param whatsappAppSecret signs what the sandbox sends as WhatsApp
 * @param whatsappVerifyToken answers Meta's handshake
 */
record Secrets(
    String service,
    String encryption,
    String platformKey,
    String whatsappAppSecret,
    String whatsappVerifyToken) {
  private static final String FILE = "secrets.properties";

  /**
   * Reads them, or makes them if there are none yet.
   *
   * @throws StartFailure if they can neither be read nor written
   */
  static Secrets in(Path data) {
    Path file = data.resolve(FILE);
    Properties kept = new Properties();
    try {
      if (Files.exists(file)) {
        try (Reader in = Files.newBufferedReader(file)) {
          kept.load(in);
        }
      }
      if (complete(kept)) {
        Path draft = Files.createTempFile(data, FILE, ".new", ownerOnly());
        try (Writer out = Files.newBufferedWriter(draft)) {
          kept.store(out, "Made at the first start. Keep this file secret and with the data.");
        }
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException failure) {
      throw new StartFailure(
          "The data directory " + data + " cannot be written: " + failure.getMessage(), failure);
    }
    return new Secrets(
        kept.getProperty("service-secret"),
        kept.getProperty("encryption-key"),
        kept.getProperty("platform-key"),
        kept.getProperty("whatsapp-app-secret"),
        kept.getProperty("whatsapp-verify-token"));
  }

  /** Adds what is missing; whether anything was. */
  private static boolean complete(Properties kept) {
    SecureRandom random = new SecureRandom();
    int before = kept.size();
    kept.putIfAbsent("service-secret", hex(random, 32));
    kept.putIfAbsent("encryption-key", Base64.getEncoder().encodeToString(bytes(random, 32)));
    kept.putIfAbsent("platform-key", "btk_" + hex(random, 4) + "_" + hex(random, 24));
    kept.putIfAbsent("whatsapp-app-secret", hex(random, 16));
    kept.putIfAbsent("whatsapp-verify-token", hex(random, 16));
    return kept.size() > before;
  }

  private static FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  private static String hex(SecureRandom random, int length) {
    return HexFormat.of().formatHex(bytes(random, length));
  }

  private static byte[] bytes(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return "Secrets[…]";
  }
}
