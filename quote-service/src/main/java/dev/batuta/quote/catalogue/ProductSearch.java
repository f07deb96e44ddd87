package dev.batuta.quote.catalogue;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a customer's word means in a catalogue. Only an exact word (key, alias, name or SKU,
 * in singular or plural, accents and case aside) is taken; anything else is answered with the
 * nearest families, because guessing a product is worse than asking.
 */
public final class ProductSearch {
  private static final int SUGGESTIONS = 3;

  /** More than this part of a word changed makes another word of it. */
  private static final double MOST_DISTANCE = 0.4;

  private static final int LONGEST_WORD = 80;

  private ProductSearch() {}

  /** What a word means. */
  public sealed interface Match {
    /**
     * The word is known.
     *
     * @param family its family
     * @param product the very product, when the word is a SKU; else null
     */
    record Found(Family family, @Nullable Product product) implements Match {}

    /**
     * The word is not known.
     *
     * @param near the families with similar words, best first, or else the first of the catalogue;
     *     at most 3
     */
    record Unknown(List<Family> near) implements Match {
      public Unknown {
        near = List.copyOf(near);
      }
    }
  }

  /** Looks a word up. */
  public static Match find(Catalogue catalogue, String word) {
    for (Product product : catalogue.products()) {
      if (product.sku().equalsIgnoreCase(word.strip())) {
        return new Match.Found(catalogue.family(product.family()).orElseThrow(), product);
      }
    }
    String wanted = plain(word);
    for (Family family : catalogue.families()) {
      if (words(family).anyMatch(wanted::equals)) {
        return new Match.Found(family, null);
      }
    }
    List<Family> near =
        catalogue.families().stream()
            .filter(family -> distance(family, wanted) <= MOST_DISTANCE)
            .sorted(Comparator.comparingDouble(family -> distance(family, wanted)))
            .limit(SUGGESTIONS)
            .toList();
    return new Match.Unknown(
        near.isEmpty() ? catalogue.families().stream().limit(SUGGESTIONS).toList() : near);
  }

  /** Lower case, no accents, single blanks, singular: the form in which words are compared. */
  public static String plain(String text) {
    String cut = text.length() > LONGEST_WORD ? text.substring(0, LONGEST_WORD) : text;
    String letters =
        Normalizer.normalize(cut, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", " ")
            .strip();
    return Stream.of(letters.split(" "))
        .map(ProductSearch::singular)
        .reduce("", (left, right) -> left.isEmpty() ? right : left + " " + right);
  }

  private static String singular(String word) {
    if (word.length() > 4 && word.matches(".*[bdfglnrz]es")) {
      return word.substring(0, word.length() - 2);
    }
    return word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }

  private static Stream<String> words(Family family) {
    Names names = family.names();
    return Stream.concat(
            Stream.of(family.key(), names.es(), names.pt(), names.en()), family.aliases().stream())
        .map(ProductSearch::plain);
  }

  private static double distance(Family family, String wanted) {
    return words(family).mapToDouble(word -> distance(word, wanted)).min().orElse(1);
  }

  /** Edits needed as a part of the longer word, and nearly nothing when one contains the other. */
  private static double distance(String word, String wanted) {
    if (wanted.length() > 3
        && (word.contains(wanted) || wanted.contains(word))
        && word.length() > 3) {
      return 0.1;
    }
    return (double) edits(word, wanted) / Math.max(1, Math.max(word.length(), wanted.length()));
  }

  /** Levenshtein distance. */
  private static int edits(String from, String to) {
    int[] before = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, 1 + Math.min(row[j - 1], before[j]));
      }
      before = row;
    }
    return before[to.length()];
  }
}
