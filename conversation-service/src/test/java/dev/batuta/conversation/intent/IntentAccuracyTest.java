package dev.batuta.conversation.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How often the default classifier is right on messages it has not learnt. */
final class IntentAccuracyTest {

  private static final Path SHARED_SAMPLE = Path.of("../../shared/nlu-sample/intents.jsonl");
  private static final Path OWN_SET = Path.of("src/test/resources/intent/held-out.jsonl");
  private static final LinearIntentClassifier CLASSIFIER = LinearIntentClassifier.trained();

  @Test
  void at_least_85_percent_of_unseen_messages_get_the_right_intent() throws IOException {
    List<Example> messages = IntentEvaluation.read(unseen());

    IntentEvaluation evaluation = new IntentEvaluation().measure(CLASSIFIER, messages);

    assertThat(messages).hasSizeGreaterThan(100);
    assertThat(evaluation.accuracy()).isGreaterThanOrEqualTo(0.85);
    assertThat(evaluation.macroF1()).isGreaterThanOrEqualTo(0.85);
  }

  @Test
  void the_bundled_models_were_learnt_from_the_bundled_corpus() {
    String remedy = "run BundledModels with the argument src/main/resources/intent";

    assertThat(BundledModels.isFresh(LinearIntentClassifier.MODEL)).as(remedy).isTrue();
    assertThat(BundledModels.isFresh(LanguageDetector.MODEL)).as(remedy).isTrue();
  }

  @Test
  void nine_of_ten_unseen_messages_get_the_right_language_without_a_hint() throws IOException {
    LanguageDetector detector = LanguageDetector.trained();
    List<Example> messages = IntentEvaluation.read(unseen());

    long right =
        messages.stream()
            .filter(example -> detector.detect(example.text(), null) == example.language())
            .count();

    assertThat((double) right / messages.size()).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void the_corpus_does_not_contain_the_messages_it_is_measured_on() throws IOException {
    Set<String> learnt =
        TrainingCorpus.examples().stream().map(Example::text).collect(Collectors.toSet());
    Set<String> measured = new HashSet<>();
    IntentEvaluation.read(unseen()).forEach(example -> measured.add(example.text()));

    measured.retainAll(learnt);

    assertThat(measured).isEmpty();
  }

  @Test
  void the_confidence_of_right_answers_is_higher_than_of_wrong_ones() throws IOException {
    double right = 0;
    double wrong = 0;
    int rights = 0;
    int wrongs = 0;
    for (Example example : IntentEvaluation.read(OWN_SET)) {
      IntentResult result = CLASSIFIER.classify(example.text(), IntentContext.NONE);
      if (result.intent() == example.intent()) {
        right += result.confidence();
        rights++;
      } else {
        wrong += result.confidence();
        wrongs++;
      }
    }

    assertThat(right / Math.max(1, rights)).isGreaterThan(wrong / Math.max(1, wrongs));
  }

  /** The team's shared sample where it is present, otherwise this module's own set. */
  private static Path unseen() {
    return Files.exists(SHARED_SAMPLE) ? SHARED_SAMPLE : OWN_SET;
  }
}
