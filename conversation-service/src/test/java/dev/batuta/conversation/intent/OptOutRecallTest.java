package dev.batuta.conversation.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody who asks for silence may be missed. */
final class OptOutRecallTest {

  @Test
  void every_way_of_asking_for_no_more_messages_is_understood() throws IOException {
    List<String> phrasings =
        Files.readAllLines(Path.of("src/test/resources/intent/opt-out.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("# "))
            .toList();
    LinearIntentClassifier classifier = LinearIntentClassifier.trained();

    List<String> missed =
        phrasings.stream()
            .filter(
                text -> classifier.classify(text, IntentContext.NONE).intent() != Intent.OPT_OUT)
            .toList();

    assertThat(phrasings).hasSizeGreaterThanOrEqualTo(60);
    assertThat(missed).isEmpty();
  }
}
