package dev.batuta.conversation.intent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words and phrases by kind, in all languages at once: greeting words, price words, words that show
 * that an order exists. A message is seen as the kinds that occur in it.
 */
final class CueLexicon {

  private static final int KEY_CHARS = 2;

  private record Phrase(String cue, List<String> words) {
    boolean matches(List<String> tokens, int start) {
      if (start + words.size() > tokens.size()) {
        return false;
      }
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        String token = tokens.get(start + i);
        boolean prefix = word.endsWith("*");
        boolean same =
            prefix ? token.regionMatches(0, word, 0, word.length() - 1) : token.equals(word);
        if (!same) {
          return false;
        }
      }
      return true;
    }
  }

  /** A cue found in a message: its kind and where it starts. */
  record Found(String cue, int start) {}

  private final Map<String, List<Phrase>> masking = new HashMap<>();
  private final Map<String, List<Phrase>> marking = new HashMap<>();

  CueLexicon() {
    for (String line : LanguageResource.lines("cues.txt")) {
      int colon = line.indexOf(':');
      boolean masks = line.startsWith("!");
      String cue = line.substring(masks ? 1 : 0, colon);
      for (String text : line.substring(colon + 1).strip().split("\\|", -1)) {
        Phrase phrase = new Phrase(cue, List.of(text.strip().split(" ", -1)));
        (masks ? masking : marking)
            .computeIfAbsent(
                key(phrase.words().getFirst().replace("*", "")), k -> new ArrayList<>())
            .add(phrase);
      }
    }
    masking.values().forEach(CueLexicon::longestFirst);
  }

  /** Returns the tokens with products, places, colours and sizes replaced by their kind. */
  List<String> mask(List<String> tokens) {
    List<String> masked = new ArrayList<>(tokens.size());
    int i = 0;
    while (i < tokens.size()) {
      Phrase found = null;
      for (Phrase phrase : masking.getOrDefault(key(tokens.get(i)), List.of())) {
        if (phrase.matches(tokens, i)) {
          found = phrase;
          break;
        }
      }
      if (found == null) {
        masked.add(tokens.get(i));
        i++;
      } else {
        masked.add("#" + found.cue());
        i += found.words().size();
      }
    }
    return masked;
  }

  /** Returns the cues of masked tokens in the order in which they start. */
  List<Found> find(List<String> masked) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < masked.size(); i++) {
      String token = masked.get(i);
      if (token.startsWith("#")) {
        found.add(new Found(token, i));
      }
      String last = "";
      for (Phrase phrase : marking.getOrDefault(key(token), List.of())) {
        if (!phrase.cue().equals(last) && phrase.matches(masked, i)) {
          last = phrase.cue();
          found.add(new Found(last, i));
        }
      }
    }
    return found;
  }

  private static void longestFirst(List<Phrase> phrases) {
    phrases.sort((a, b) -> Integer.compare(b.words().size(), a.words().size()));
  }

  private static String key(String word) {
    return word.length() <= KEY_CHARS ? word : word.substring(0, KEY_CHARS);
  }
}
