package dev.batuta.quote.catalogue;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Products that customers call by one word, e.g. isopanel in all its thicknesses.
 *
 * @param key the word by which agents name it, e.g. {@code placa_yeso}
 * @param group what has to be known before it can be priced
 * @param names what documents call it
 * @param aliases other words of customers: regional, foreign, misspelt
 * @param unitWords words by which customers count it, e.g. plancha; at least one
 * @param standardSku the product that is meant when nothing says which; null when a customer has to
 *     choose
 */
public record Family(
    String key,
    ProductGroup group,
    Names names,
    List<String> aliases,
    List<String> unitWords,
    @Nullable String standardSku) {
  public Family {
    requireNonNull(key, "key");
    requireNonNull(group, "group");
    requireNonNull(names, "names");
    aliases = List.copyOf(requireNonNull(aliases, "aliases"));
    unitWords = List.copyOf(requireNonNull(unitWords, "unit_words"));
    if (unitWords.isEmpty()) {
      throw new IllegalArgumentException("family " + key + " has no unit word");
    }
  }
}
