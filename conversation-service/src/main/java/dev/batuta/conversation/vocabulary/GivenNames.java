package dev.batuta.conversation.vocabulary;

import java.util.HashSet;
import java.util.Set;

/** Given names common in Uruguay, Colombia, Brazil and among English-speaking customers. */
public final class GivenNames {
  private static final Set<String> NAMES = load();

  private GivenNames() {}

  /**
   * Tells whether a word is a known given name.
   *
   * @param word any word; case and accents do not matter
   * @return true when it is in the list
   */
  public static boolean contains(String word) {
    return NAMES.contains(Words.fold(word));
  }

  private static Set<String> load() {
    var names = new HashSet<String>();
    VocabularyFiles.words("given-names.txt").forEach(name -> names.add(Words.fold(name)));
    return Set.copyOf(names);
  }
}
