package dev.batuta.conversation.intent;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads messages as tokens and features, with the bundled lexicons. Immutable. */
final class FeatureReader {

  private final MessageNormalizer normalizer = new MessageNormalizer();
  private final CueLexicon lexicon = new CueLexicon();

  List<String> tokens(String text) {
    return normalizer.tokens(text);
  }

  MessageFeatures features(String text) {
    return MessageFeatures.of(lexicon.mask(normalizer.tokens(text)), lexicon);
  }

  /** Returns the kinds of words that occur in a message. */
  Set<String> cues(String text) {
    return lexicon.find(lexicon.mask(normalizer.tokens(text))).stream()
        .map(CueLexicon.Found::cue)
        .collect(Collectors.toSet());
  }
}
