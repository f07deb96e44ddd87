package dev.batuta.conversation.vocabulary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words that count things, and the unit each stands for. */
public final class UnitWords {
  private static final List<String> LINES =
      List.of(
          "unidad:u un und unds uni unid unids unidad unidades unidade unit units ud uds pieza"
              + " piezas peca pecas piece pieces pz pzs pza pzas plancha planchas panel paneles"
              + " painel paineis placa placas chapa chapas lamina laminas tira tiras varilla"
              + " varillas barra barras hoja hojas folha folhas board boards sheet sheets bar bars"
              + " length lengths ejemplar ejemplares modulo modulos",
          "par:par pares pair pairs",
          "caja:caja cajas cajita cajitas caixa caixas box boxes cj",
          "bolsa:bolsa bolsas bolsita bolsitas bag bags saco sacos sack sacks",
          "paquete:paquete paquetes paq paqs pacote pacotes pack packs package packages packet"
              + " packets pqt",
          "rollo:rollo rollos rolo rolos roll rolls bobina bobinas",
          "bulto:bulto bultos fardo fardos bundle bundles bale bales",
          "balde:balde baldes bucket buckets cubeta cubetas pail pails tacho tachos",
          "tubo:tubo tubos pomo pomos tube tubes cartucho cartuchos cartridge cartridges",
          "kg:kg kgs kilo kilos k kilogramo kilogramos quilo quilos kilogram kilograms",
          "juego:juego juegos set sets kit kits jogo jogos",
          "lata:lata latas can cans",
          "galon:galon galones");
  private static final Set<String> SHAPES =
      Set.of(
          "panel",
          "paneles",
          "painel",
          "paineis",
          "placa",
          "placas",
          "chapa",
          "chapas",
          "lamina",
          "laminas",
          "plancha",
          "planchas");
  private static final Map<String, String> BY_WORD = load();

  private UnitWords() {}

  /**
   * The unit a word stands for.
   *
   * @param folded a folded word
   * @return unidad, par, caja, bolsa, paquete, rollo, bulto, balde, tubo, kg and a few more; null
   *     when it is no unit
   */
  public static @Nullable String of(String folded) {
    return BY_WORD.get(folded);
  }

  /**
   * Tells whether a unit word is also the name of a thing.
   *
   * @param folded a folded word
   * @return true for "placas", which are counted pieces or plasterboard
   */
  public static boolean isShape(String folded) {
    return SHAPES.contains(folded);
  }

  private static Map<String, String> load() {
    var words = new HashMap<String, String>();
    for (var line : LINES) {
      int colon = line.indexOf(':');
      for (var word : List.of(line.substring(colon + 1).split(" "))) {
        words.put(word, line.substring(0, colon));
      }
    }
    words.remove("un");
    words.remove("k");
    return Map.copyOf(words);
  }
}
