package dev.batuta.conversation.intent;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The models learnt ahead of time and packed beside the corpus, so that a start reads them in
 * milliseconds. Each carries the fingerprint of the corpus it was learnt from; one that does not
 * match is ignored and learnt anew.
 */
final class BundledModels {

  /** To be raised whenever features or learning change, so that older models are ignored. */
  private static final String FEATURES = "1";

  private BundledModels() {}

  /** Returns the bundled model of a name, or learns it if none matches the corpus. */
  static LinearModel load(String name, Supplier<LinearModel> learn) {
    LinearModel bundled = bundled(name, fingerprint());
    return bundled == null ? learn.get() : bundled;
  }

  /** Returns whether the bundled model of a name was learnt from the present corpus. */
  static boolean isFresh(String name) {
    return bundled(name, fingerprint()) != null;
  }

  private static @Nullable LinearModel bundled(String name, String fingerprint) {
    try (InputStream file = BundledModels.class.getResourceAsStream("/intent/" + name + ".model")) {
      if (file == null) {
        return null;
      }
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(new GZIPInputStream(file)))) {
        return in.readUTF().equals(fingerprint) ? LinearModel.read(in) : null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(FEATURES.getBytes(StandardCharsets.UTF_8));
      for (String path : new String[] {"cues.txt", "abbreviations.txt", "slots.txt"}) {
        update(digest, path);
      }
      for (Intent intent : Intent.values()) {
        update(digest, "corpus/" + intent.word() + ".txt");
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every Java has", e);
    }
  }

  private static void update(MessageDigest digest, String path) {
    for (String line : LanguageResource.lines(path)) {
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
    }
  }

  /**
   * Learns both models and writes them into a resource folder.
   *
   * @param args the folder, {@code src/main/resources/intent}
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    write(folder, LinearIntentClassifier.MODEL, LinearIntentClassifier.learn());
    write(folder, LanguageDetector.MODEL, LanguageDetector.learn());
  }

  private static void write(Path folder, String name, LinearModel model) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".model"))))) {
      out.writeUTF(fingerprint());
      model.write(out);
    }
  }
}
