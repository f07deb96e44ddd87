package dev.batuta.conversation.vocabulary;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Reads the word lists that ship with the module. */
final class VocabularyFiles {
  private VocabularyFiles() {}

  static List<ProductFamily> tradeFamilies() {
    return JsonMapper.builder()
        .build()
        .readValue(text("trade-vocabulary.json"), TradeVocabulary.class)
        .families();
  }

  /** Lines of a list file; lines that start with # are notes. */
  static List<String> lines(String file) {
    return text(file).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
  }

  static List<String> words(String file) {
    return lines(file).stream().flatMap(line -> List.of(line.split("\\s+")).stream()).toList();
  }

  private static String text(String file) {
    try (var in = VocabularyFiles.class.getResourceAsStream("/vocabulary/" + file)) {
      if (in == null) {
        throw new IllegalStateException("vocabulary/" + file + " is missing from the module");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("vocabulary/" + file + " cannot be read", e);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  record TradeVocabulary(@JsonProperty("families") List<ProductFamily> families) {}
}
