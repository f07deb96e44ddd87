package dev.batuta.conversation.vocabulary;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Colour words in Spanish, Portuguese and English; the answer is Spanish, masculine singular. */
public final class Colours {
  private static final List<String> LINES =
      List.of(
          "blanco:blanco blanca blancos blancas branco branca brancos brancas white blanquito",
          "negro:negro negra negros negras preto preta pretos pretas black negrito negrita",
          "gris:gris grises cinza cinzas gray grey plomo grafito",
          "rojo:rojo roja rojos rojas vermelho vermelha vermelhos vermelhas red rojito",
          "azul:azul azules azuis blue",
          "verde:verde verdes green",
          "amarillo:amarillo amarilla amarillos amarillas amarelo amarela amarelos amarelas yellow",
          "celeste:celeste celestes",
          "beige:beige beiges bege beis crudo",
          "rosa:rosa rosas rosado rosada rosados rosadas pink fucsia",
          "violeta:violeta violetas morado morada morados moradas lila lilas roxo roxa roxos roxas"
              + " purple violet",
          "bordo:bordo bordos bordeaux burdeos vinotinto vino burgundy maroon vinho granate",
          "naranja:naranja naranjas anaranjado laranja laranjas orange",
          "marron:marron marrones cafe cafes marrom marrons castanho brown",
          "plateado:plateado plateada plateados plateadas prateado prateada silver",
          "dorado:dorado dorada dorados doradas dourado dourada golden",
          "turquesa:turquesa turquoise",
          "terracota:terracota terracotta");
  private static final Map<String, String> BY_WORD = load();
  private static final Set<String> PLURAL = plurals();

  private Colours() {}

  /**
   * The colour a word names.
   *
   * @param folded a folded word
   * @return the Spanish masculine singular, or null when it is no colour
   */
  public static @Nullable String of(String folded) {
    return BY_WORD.get(folded);
  }

  /**
   * Tells whether a colour word is in the plural.
   *
   * @param folded a folded colour word
   * @return true for "negras", false for "negra" and for English words
   */
  public static boolean isPlural(String folded) {
    return PLURAL.contains(folded);
  }

  private static Map<String, String> load() {
    var words = new HashMap<String, String>();
    for (var line : LINES) {
      int colon = line.indexOf(':');
      for (var word : List.of(line.substring(colon + 1).split(" "))) {
        words.put(word, line.substring(0, colon));
      }
    }
    return Map.copyOf(words);
  }

  private static Set<String> plurals() {
    var words = new HashSet<String>();
    BY_WORD.forEach((word, colour) -> {
      if (word.endsWith("s") && !"gris".equals(word) && !"beis".equals(word)) {
        words.add(word);
      }
    });
    return Set.copyOf(words);
  }
}
