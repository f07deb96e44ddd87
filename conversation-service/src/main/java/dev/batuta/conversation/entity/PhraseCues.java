package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.Lexeme.CueKind;
import java.util.ArrayList;
import java.util.List;

/** Cues of more than one word. */
final class PhraseCues {
  /** All phrases, longest first. */
  static final List<Phrase> ALL = load();

  private PhraseCues() {}

  private static List<Phrase> load() {
    var phrases = new ArrayList<Phrase>();
    add(
        phrases,
        CueKind.INSTEAD,
        "en vez de",
        "en lugar de",
        "instead of",
        "em vez de",
        "ao inves de",
        "no lugar de",
        "rather than",
        "en vez del",
        "en lugar del",
        "em vez do",
        "em vez da",
        "invez de",
        "en ves de");
    add(
        phrases,
        CueKind.NEGATION,
        "no quiero",
        "no necesito",
        "no preciso",
        "nao quero",
        "nao preciso",
        "don't want",
        "don t want",
        "do not want",
        "don't need",
        "no lleva",
        "no va",
        "ya no",
        "nada de",
        "no incluyas",
        "no pongas",
        "no me pongas",
        "menos los",
        "menos las",
        "nao precisa",
        "no need for",
        "don't include",
        "no van",
        "no hace falta",
        "no hacen falta",
        "no llevo",
        "no me hace falta",
        "no va a llevar",
        "leave out",
        "no poner",
        "no agregues",
        "no more");
    add(
        phrases,
        CueKind.CORRECTION,
        "quise decir",
        "quiero decir",
        "quer dizer",
        "quis dizer",
        "i mean",
        "i meant",
        "make it",
        "make that",
        "en realidad",
        "na verdade",
        "mejor que sean",
        "no perdon",
        "ay no",
        "no no",
        "no mejor",
        "nao melhor",
        "digo mejor",
        "pensandolo bien",
        "me equivoque",
        "mejor dicho",
        "ou melhor",
        "o mejor",
        "no sorry",
        "pera ahi",
        "no espera");
    add(
        phrases,
        CueKind.EACH,
        "cada uno",
        "cada una",
        "cada um",
        "cada uma",
        "c u",
        "c / u",
        "por unidad",
        "cada plancha",
        "cada panel",
        "cada placa");
    add(
        phrases,
        CueKind.ALL,
        "los dos",
        "las dos",
        "os dois",
        "as duas",
        "los tres",
        "las tres",
        "todo en",
        "both of them",
        "all of them",
        "tudo em");
    add(
        phrases,
        CueKind.REMOVE,
        "take off",
        "take out",
        "take away",
        "dejame sin",
        "dar de baja",
        "get rid of",
        "saca los",
        "no va mas");
    add(phrases, CueKind.THICKNESS, "e =", "e :", "esp .", "esp :", "esp =");
    add(phrases, CueKind.LENGTH, "l =", "in length");
    add(phrases, CueKind.WIDTH, "a =", "in width");
    phrases.sort((a, b) -> b.words.size() - a.words.size());
    return List.copyOf(phrases);
  }

  private static void add(List<Phrase> phrases, CueKind kind, String... texts) {
    for (var text : texts) {
      phrases.add(new Phrase(List.of(text.split(" ")), kind));
    }
  }

  /** Folded words, in order, and what they announce. */
  record Phrase(List<String> words, CueKind kind) {}
}
