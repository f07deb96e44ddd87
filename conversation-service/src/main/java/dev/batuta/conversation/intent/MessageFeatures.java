package dev.batuta.conversation.intent;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a linear model sees of a message.
 *
 * @param surface words, pairs of words and letter sequences, with their number of occurrences
 * @param cues kinds of words, and which kinds occur together or follow each other
 */
record MessageFeatures(Map<String, Integer> surface, Set<String> cues) {

  private static final int MAX_TOKENS = 60;
  private static final int MIN_GRAM = 2;
  private static final int MAX_GRAM = 4;

  /** Returns the features of masked tokens. */
  static MessageFeatures of(List<String> all, CueLexicon lexicon) {
    List<String> tokens = all.size() > MAX_TOKENS ? all.subList(0, MAX_TOKENS) : all;
    Map<String, Integer> surface = new HashMap<>();
    String previous = "^";
    for (String token : tokens) {
      count(surface, "w:" + token);
      count(surface, "b:" + previous + " " + token);
      if (!token.startsWith("#") && token.length() > 1) {
        grams(surface, "<" + token + ">");
      }
      previous = token;
    }
    count(surface, "b:" + previous + " $");
    return new MessageFeatures(surface, cueFeatures(lexicon.find(tokens), tokens));
  }

  private static Set<String> cueFeatures(List<CueLexicon.Found> found, List<String> tokens) {
    Set<String> features = new LinkedHashSet<>();
    LinkedHashSet<String> kinds = new LinkedHashSet<>();
    for (int i = 0; i < found.size(); i++) {
      CueLexicon.Found cue = found.get(i);
      kinds.add(cue.cue());
      features.add("c:" + cue.cue());
      for (int j = i + 1; j < found.size(); j++) {
        int gap = found.get(j).start() - cue.start();
        if (gap > 0 && gap <= 3) {
          features.add("f:" + cue.cue() + ">" + found.get(j).cue());
        }
      }
    }
    List<String> ordered = kinds.stream().sorted().toList();
    for (int i = 0; i < ordered.size(); i++) {
      for (int j = i + 1; j < ordered.size(); j++) {
        features.add("p:" + ordered.get(i) + "&" + ordered.get(j));
      }
    }
    boolean asks = tokens.contains("?");
    long words = tokens.stream().filter(token -> !token.equals("?") && !token.equals("!")).count();
    String length = words <= 1 ? "1" : words <= 2 ? "2" : words <= 4 ? "4" : words <= 7 ? "7" : "+";
    features.add("n:" + length);
    features.add("n:" + length + asks);
    if (kinds.isEmpty()) {
      features.add("c:none");
    }
    if (!found.isEmpty() && found.getFirst().start() == 0) {
      features.add("s:" + found.getFirst().cue());
    }
    return features;
  }

  private static void grams(Map<String, Integer> surface, String word) {
    for (int size = MIN_GRAM; size <= MAX_GRAM; size++) {
      for (int start = 0; start + size <= word.length(); start++) {
        count(surface, word.substring(start, start + size));
      }
    }
  }

  private static void count(Map<String, Integer> surface, String feature) {
    surface.merge(feature, 1, Integer::sum);
  }
}
