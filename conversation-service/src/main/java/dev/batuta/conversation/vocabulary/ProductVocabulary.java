package dev.batuta.conversation.vocabulary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the products a message names: the tenant's catalogue first, then the general trade
 * vocabulary. Matching folds accents and case, sees through plurals, takes the longest name and
 * forgives one or two slips in longer words. Immutable.
 */
public final class ProductVocabulary {
  private static final Set<String> SHAPE_WORDS =
      Set.of("panel", "painel", "placa", "chapa", "lamina", "plancha", "canal", "perfil", "tubo");
  private static final Set<String> BRANDS =
      Set.copyOf(
          Words.split(
              "iphone iphones ifon samsung sansung samsumg galaxy motorola moto xiaomi xiomi redmi"
                  + " poco huawei nokia oppo realme honor"));

  private final Map<String, List<Alias>> byFirstStem = new HashMap<>();
  private final List<Alias> aliases = new ArrayList<>();
  private final Map<String, ProductGroup> groups = new HashMap<>();
  private final Map<String, Set<ProductTrait>> traits = new HashMap<>();
  private final Set<String> catalogue = new HashSet<>();
  private final Set<String> neverCorrected = new HashSet<>();

  /**
   * Joins a tenant's catalogue with the trade vocabulary.
   *
   * @param families the tenant's products; empty when it has no catalogue yet
   */
  public ProductVocabulary(List<ProductFamily> families) {
    var taken = new HashSet<List<String>>();
    for (var family : families) {
      catalogue.add(family.product());
      add(family, family.product(), taken);
    }
    for (var trade : VocabularyFiles.tradeFamilies()) {
      var key = soldAs(trade, families).orElse(trade.product());
      add(trade, key, taken);
    }
    aliases.forEach(alias ->
        byFirstStem.computeIfAbsent(alias.stems.getFirst(), _ -> new ArrayList<>()).add(alias));
    byFirstStem.values().forEach(list -> list.sort((a, b) -> b.stems.size() - a.stems.size()));
    neverCorrected.addAll(VocabularyFiles.words("common-words.txt"));
  }

  /**
   * The products named in a message, from left to right, never overlapping.
   *
   * @param words folded words of the message; anything that is no word may be any other text
   * @return the mentions in order
   */
  public List<ProductMention> mentions(List<String> words) {
    var stems = words.stream().map(Words::stem).toList();
    var found = new ArrayList<ProductMention>();
    int i = 0;
    while (i < words.size()) {
      var alias = longestAt(words, stems, i);
      if (alias == null) {
        i++;
      } else {
        int to = i + alias.stems.size();
        boolean single = alias.stems.size() == 1;
        var word = words.get(i);
        found.add(
            new ProductMention(
                i,
                to,
                alias.product,
                single && SHAPE_WORDS.contains(alias.words.getFirst()),
                isBrand(words.get(to - 1)) || isBrand(word)));
        i = to;
      }
    }
    return List.copyOf(found);
  }

  /**
   * The group of a product.
   *
   * @param product a product key
   * @return its group; {@code OTHER} when nobody knows it
   */
  public ProductGroup group(String product) {
    return groups.getOrDefault(product, ProductGroup.OTHER);
  }

  /**
   * How numbers beside a product are read.
   *
   * @param product a product key
   * @param trait a trait
   * @return whether the product has the trait
   */
  public boolean has(String product, ProductTrait trait) {
    return traits.getOrDefault(product, Set.of()).contains(trait);
  }

  /**
   * Tells whether the tenant sells a product.
   *
   * @param product a product key
   * @return true when it is in the tenant's catalogue
   */
  public boolean inCatalogue(String product) {
    return catalogue.contains(product);
  }

  /**
   * Tells whether a word is an everyday word which is no product.
   *
   * @param folded a folded word
   * @return true for words of the list of common words
   */
  public boolean isCommon(String folded) {
    return neverCorrected.contains(folded);
  }

  /**
   * Tells whether a word alone names a product, without any slip.
   *
   * @param folded a folded word
   * @return true for words and plurals of the vocabulary
   */
  public boolean isProductWord(String folded) {
    return byFirstStem.getOrDefault(Words.stem(folded), List.of()).stream()
        .anyMatch(alias -> alias.stems.size() == 1);
  }

  private static boolean isBrand(String word) {
    return BRANDS.contains(word);
  }

  private static Optional<String> soldAs(ProductFamily trade, List<ProductFamily> families) {
    var tradeKey = Words.split(trade.product());
    return families.stream()
        .filter(family ->
            Words.split(family.product()).equals(tradeKey)
                || family.aliases().stream().anyMatch(a -> Words.split(a).equals(tradeKey)))
        .map(ProductFamily::product)
        .findFirst();
  }

  private void add(ProductFamily family, String key, Set<List<String>> taken) {
    groups.putIfAbsent(key, family.group());
    if (!family.traits().isEmpty()) {
      traits.merge(key, family.traits(), ProductVocabulary::union);
    }
    addName(family.product(), key, taken);
    family.aliases().forEach(alias -> addName(alias, key, taken));
  }

  private void addName(String name, String key, Set<List<String>> taken) {
    var words = Words.split(name);
    if (words.isEmpty()) {
      return;
    }
    var stems = words.stream().map(Words::stem).toList();
    if (taken.add(stems)) {
      aliases.add(new Alias(key, words, stems, stems.stream().map(Words::sound).toList()));
    }
  }

  private static Set<ProductTrait> union(Set<ProductTrait> left, Set<ProductTrait> right) {
    var all = new HashSet<>(left);
    all.addAll(right);
    return Set.copyOf(all);
  }

  private @Nullable Alias longestAt(List<String> words, List<String> stems, int at) {
    for (var alias : byFirstStem.getOrDefault(stems.get(at), List.of())) {
      int to = at + alias.stems.size();
      if (to <= stems.size() && matches(alias, words, stems, at)) {
        return alias;
      }
    }
    return mayBeMisspelt(words.get(at)) ? nearest(words, stems, at) : null;
  }

  private boolean matches(Alias alias, List<String> words, List<String> stems, int at) {
    for (int k = 0; k < alias.stems.size(); k++) {
      boolean same = stems.get(at + k).equals(alias.stems.get(k));
      if (!same && (k == 0 || slips(alias, k, words.get(at + k), stems.get(at + k)) > 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean mayBeMisspelt(String word) {
    return word.length() >= 4
        && Character.isLetter(word.charAt(0))
        && !neverCorrected.contains(word)
        && !GivenNames.contains(word)
        && NumberWords.read(List.of(word), 0, false) == null
        && Colours.of(word) == null
        && UnitWords.of(word) == null
        && Towns.byName(word) == null;
  }

  private @Nullable Alias nearest(List<String> words, List<String> stems, int at) {
    @Nullable Alias best = null;
    int bestScore = Integer.MAX_VALUE;
    for (var alias : aliases) {
      int to = at + alias.stems.size();
      if (to > stems.size()) {
        continue;
      }
      if (!catalogue.contains(alias.product)
          && groups.get(alias.product) == ProductGroup.OTHER
          && alias.stems.getFirst().length() < 7) {
        continue;
      }
      int total = 0;
      for (int k = 0; k < alias.stems.size() && total < 9; k++) {
        total += slips(alias, k, words.get(at + k), stems.get(at + k));
      }
      int score = total * 4 - alias.stems.size() - (catalogue.contains(alias.product) ? 1 : 0);
      if (total <= 2 && score < bestScore) {
        best = alias;
        bestScore = score;
      }
    }
    return best;
  }

  /**
   * Slips between a word of the message and a word of an alias; 9 when they are different words.
   */
  private static int slips(Alias alias, int k, String word, String stem) {
    var expected = alias.stems.get(k);
    if (stem.equals(expected)) {
      return 0;
    }
    int length = Math.min(expected.length(), stem.length());
    if (length < 3 || Character.isDigit(word.charAt(0)) || expected.length() < 4) {
      return 9;
    }
    var heard = Words.sound(stem);
    var sound = alias.sounds.get(k);
    if (heard.equals(sound)) {
      return 1;
    }
    int limit = expected.length() >= 9 ? 2 : 1;
    int slips = EditDistance.within(heard, sound, limit);
    if (slips > limit) {
      return 9;
    }
    boolean substituted = heard.length() == sound.length() && !isSwap(heard, sound);
    if (expected.length() <= 5 && (substituted || length < 4)) {
      return 9;
    }
    return heard.charAt(0) == sound.charAt(0) || expected.length() >= 7 ? slips : 9;
  }

  private static boolean isSwap(String left, String right) {
    var a = left.chars().sorted().boxed().toList();
    return a.equals(right.chars().sorted().boxed().toList());
  }

  private record Alias(
      String product, List<String> words, List<String> stems, List<String> sounds) {}
}
