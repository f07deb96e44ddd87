package dev.batuta.conversation.vocabulary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Towns of Uruguay, Colombia and Brazil with the short forms people write, and a few abroad. */
public final class Towns {
  /** Words of the longest name in the list. */
  public static final int LONGEST = 6;

  private static final Map<String, Town> BY_NAME = load();

  private Towns() {}

  /**
   * A town by its name or short form.
   *
   * @param name any spelling; case, accents and punctuation do not matter
   * @return the town, or null when the list does not have it
   */
  public static @Nullable Town byName(String name) {
    return BY_NAME.get(String.join(" ", Words.split(name)));
  }

  /**
   * A town whose name is one slip away.
   *
   * @param name a misspelt name of at least six letters
   * @return the town, or null when none is that near
   */
  public static @Nullable Town nearest(String name) {
    var wanted = String.join(" ", Words.split(name));
    if (wanted.length() < 6) {
      return null;
    }
    int limit = wanted.length() >= 9 ? 2 : 1;
    for (int slips = 1; slips <= limit; slips++) {
      for (var entry : BY_NAME.entrySet()) {
        if (entry.getKey().length() >= 6
            && entry.getKey().charAt(0) == wanted.charAt(0)
            && EditDistance.within(wanted, entry.getKey(), slips) <= slips) {
          return entry.getValue();
        }
      }
    }
    return null;
  }

  private static Map<String, Town> load() {
    var towns = new HashMap<String, Town>();
    for (var line : VocabularyFiles.lines("towns.txt")) {
      for (var entry : List.of(line.substring(line.indexOf(':') + 1).split(";"))) {
        int equals = entry.indexOf('=');
        var name = (equals < 0 ? entry : entry.substring(0, equals)).strip();
        boolean everyday = name.endsWith("~");
        var town = new Town(everyday ? name.substring(0, name.length() - 1) : name, everyday);
        towns.putIfAbsent(String.join(" ", Words.split(town.name())), town);
        if (equals >= 0) {
          for (var other : List.of(entry.substring(equals + 1).split("\\|"))) {
            var key = String.join(" ", Words.split(other));
            var shortForm = key.length() <= 5 || "punta".equals(key) || "colonia".equals(key);
            towns.putIfAbsent(
                key, new Town(town.name(), town.everyday() || (shortForm && !isCode(key))));
          }
        }
      }
    }
    return Map.copyOf(towns);
  }

  private static boolean isCode(String key) {
    return key.chars().noneMatch(c -> "aeiou".indexOf(c) >= 0) && key.length() >= 3;
  }

  /**
   * A town.
   *
   * @param name its full name
   * @param everyday true when the word is also an everyday word, a given name or a surname, so that
   *     it counts as a town only where a town is expected
   */
  public record Town(String name, boolean everyday) {}
}
