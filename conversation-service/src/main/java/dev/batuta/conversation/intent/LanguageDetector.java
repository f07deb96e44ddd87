package dev.batuta.conversation.intent;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells Spanish, Portuguese and English messages apart, by a linear model over words and letter
 * sequences learnt from the bundled corpus. One short message proves little, so the expected
 * language wins unless another one leads clearly. Immutable, needs no network.
 */
public final class LanguageDetector {

  private static final List<Language> CLASSES = List.of(Language.values());
  private static final int MAX_CHARS = 600;
  private static final int MAX_GRAM = 4;

  /** Name of the bundled model. */
  static final String MODEL = "language";

  private final LinearModel model;

  private LanguageDetector(LinearModel model) {
    this.model = model;
  }

  /** Returns a detector that knows the bundled corpus; reads its model or learns it. */
  public static LanguageDetector trained() {
    return new LanguageDetector(BundledModels.load(MODEL, LanguageDetector::learn));
  }

  /** Learns the bundled corpus. */
  static LinearModel learn() {
    List<Example> examples = TrainingCorpus.examples();
    int[] labels =
        examples.stream().mapToInt(example -> CLASSES.indexOf(example.language())).toArray();
    return LinearModel.train(
        examples.stream().map(example -> features(example.text())).toList(),
        labels,
        CLASSES.size());
  }

  /**
   * Returns the language of one message.
   *
   * @param expected the language of the conversation, tenant or phone number's country; null when
   *     nothing is known, which counts as Spanish
   */
  public Language detect(String text, @Nullable Language expected) {
    Language prior = expected == null ? Language.ES : expected;
    MessageFeatures features = features(text);
    if (features.surface().isEmpty()) {
      return prior;
    }
    double[] margins = model.margins(features);
    margins[CLASSES.indexOf(prior)] += lead(text, expected != null);
    Language best = prior;
    for (Language language : CLASSES) {
      if (margins[CLASSES.indexOf(language)] > margins[CLASSES.indexOf(best)]) {
        best = language;
      }
    }
    return best;
  }

  /** Returns how far another language must lead the expected one, in log-odds. */
  private static double lead(String text, boolean known) {
    if (!known) {
      return 0.5;
    }
    int words = text.strip().split("\\s+", -1).length;
    return words <= 1 ? 4 : words <= 2 ? 2 : 1;
  }

  private static MessageFeatures features(String text) {
    String plain =
        (text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text).toLowerCase(Locale.ROOT);
    Map<String, Integer> surface = new HashMap<>();
    for (String word : plain.split("[^\\p{L}]+", -1)) {
      if (!word.isEmpty()) {
        surface.merge("w:" + word, 1, Integer::sum);
        String framed = "<" + word + ">";
        for (int size = 1; size <= MAX_GRAM; size++) {
          for (int start = 0; start + size <= framed.length(); start++) {
            surface.merge(framed.substring(start, start + size), 1, Integer::sum);
          }
        }
      }
    }
    return new MessageFeatures(surface, Set.of());
  }
}
