package dev.batuta.conversation.intent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A text file of language knowledge beside the classes: UTF-8 lines, {@code # } starts a comment.
 */
final class LanguageResource {

  private LanguageResource() {}

  /** Returns the lines that carry content, stripped. */
  static List<String> lines(String path) {
    try (InputStream in = LanguageResource.class.getResourceAsStream("/intent/" + path)) {
      if (in == null) {
        throw new IllegalStateException("expected the resource /intent/" + path + ", found none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("# "))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
