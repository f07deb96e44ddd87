package dev.batuta.conversation.entity;

import dev.batuta.conversation.vocabulary.ProductFamily;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Annotated messages and dialogues: the public sample when it lies beside the checkout, else those
 * of the repository.
 */
public final class NluCases {
  /** Reads and writes the cases. */
  public static final JsonMapper JSON = JsonMapper.builder().build();

  /** Today in cases that do not say. */
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 18);

  private static final Path SAMPLE = Path.of("../../shared/nlu-sample");
  private static final Map<String, String> COUNTRIES =
      Map.of("es-UY", "UY", "es-CO", "CO", "pt-BR", "BR", "en", "US");

  private NluCases() {}

  /**
   * One JSON value a line.
   *
   * @param sampleFile name in the sample
   * @param ownFile name in the repository, used when there is no sample
   * @return the cases
   */
  public static List<JsonNode> messages(String sampleFile, String ownFile) {
    return text(sampleFile, ownFile)
        .lines()
        .filter(line -> !line.isBlank())
        .map(JSON::readTree)
        .filter(line -> line.has("text"))
        .toList();
  }

  /**
   * Dialogues.
   *
   * @param sampleFile name in the sample
   * @param ownFile name in the repository, used when there is no sample
   * @return the cases
   */
  public static List<JsonNode> dialogues(String sampleFile, String ownFile) {
    return JSON.readTree(text(sampleFile, ownFile)).valueStream().toList();
  }

  /**
   * The catalogue the cases are written for.
   *
   * @return its vocabulary
   */
  public static ProductVocabulary vocabulary() {
    var families =
        JSON.readTree(text("catalogue.json", "catalogue-cases.json"))
            .get("products")
            .valueStream()
            .map(node -> JSON.treeToValue(node, ProductFamily.class))
            .toList();
    return new ProductVocabulary(families);
  }

  /**
   * Where a case comes from.
   *
   * @param language for example es-UY
   * @return the country's code
   */
  public static String country(String language) {
    return COUNTRIES.getOrDefault(language, "UY");
  }

  /**
   * The files of the repository only.
   *
   * @param file name
   * @return its text
   */
  public static String own(String file) {
    try (var in = NluCases.class.getResourceAsStream("/nlu/" + file)) {
      if (in == null) {
        throw new IllegalStateException("nlu/" + file + " is missing from the test resources");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String sampleFile, String ownFile) {
    var sample = SAMPLE.resolve(sampleFile);
    try {
      return Files.isRegularFile(sample) ? Files.readString(sample) : own(ownFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
