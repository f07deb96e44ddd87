package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.Lexeme.CueKind;
import dev.batuta.conversation.vocabulary.GivenNames;
import dev.batuta.conversation.vocabulary.ProductMention;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import dev.batuta.conversation.vocabulary.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Counted things that no vocabulary knows, and counted words that are no things for sale. */
final class UnknownNouns {
  private static final Set<String> NO_THING =
      Set.of(
          "veces",
          "cuota",
          "cuotas",
          "persona",
          "personas",
          "horas",
          "dias",
          "semanas",
          "meses",
          "anos",
          "cosas",
          "opciones",
          "tipos",
          "modelos",
          "colores",
          "talles",
          "tallas",
          "fotos",
          "aguas",
          "lados",
          "ambientes",
          "cuartos",
          "piezas",
          "habitaciones",
          "pisos",
          "plantas",
          "pessoas",
          "people",
          "days",
          "weeks",
          "months",
          "years",
          "times",
          "hours",
          "minutes",
          "minutos",
          "cuadras",
          "vezes",
          "parcelas",
          "pagos",
          "veiz",
          "sucursales",
          "locales",
          "obras",
          "casas",
          "galpones",
          "preguntas",
          "questions",
          "rooms",
          "walls",
          "houses",
          "options",
          "colors",
          "colours",
          "sizes",
          "mensajes",
          "messages",
          "mensagens",
          "llamadas",
          "correos",
          "pedidos",
          "orders",
          "presupuestos",
          "hijos",
          "empleados",
          "clientes",
          "vendedores",
          "direcciones",
          "medidas",
          "largos",
          "anchos",
          "paredes",
          "techos",
          "banos",
          "dormitorios",
          "quartos",
          "items",
          "productos",
          "produtos",
          "products",
          "articulos",
          "things",
          "coisas",
          "caidas",
          "galpon",
          "techo",
          "pared",
          "casa",
          "obra",
          "quincho",
          "cuarto",
          "deposito",
          "camara",
          "local",
          "telhado",
          "roof",
          "wall",
          "house",
          "room",
          "parede",
          "sala",
          "terraza",
          "cubierta",
          "galpao",
          "dolares",
          "pesos",
          "reais",
          "metros",
          "dollars");

  private UnknownNouns() {}

  /** "3 cuotas", "un galpón": counted or named, but nothing to be quoted. */
  static boolean isNoThing(String word) {
    return NO_THING.contains(word);
  }

  /** Takes "3 acolchados" for a product although no vocabulary knows the noun. */
  static List<Lexeme> name(List<Lexeme> lexemes, ProductVocabulary vocabulary) {
    var window = new LexemeWindow(lexemes);
    var result = new ArrayList<>(lexemes);
    for (int i = 0; i < lexemes.size(); i++) {
      if (!(lexemes.get(i) instanceof Lexeme.Count count) || window.hasProductAhead(i)) {
        continue;
      }
      int j = i + 1;
      boolean packed = window.at(j) instanceof Lexeme.Unit unit && !unit.shape();
      j += window.at(j) instanceof Lexeme.Unit ? 1 : 0;
      j += window.is(j, CueKind.OF) ? 1 : 0;
      boolean plural = count.value().compareTo(BigDecimal.ONE) > 0 && !count.couple();
      if (window.at(j) instanceof Lexeme.Other other
          && ((packed && j > i + 2) || (plural && other.word().endsWith("s") && j == i + 1))
          && isPlausibleNoun(other.word(), vocabulary)) {
        var mention = new ProductMention(0, 0, Words.singular(other.word()), false, false);
        result.set(j, new Lexeme.Product(mention));
      }
    }
    return List.copyOf(result);
  }

  private static boolean isPlausibleNoun(String word, ProductVocabulary vocabulary) {
    return word.length() >= 4
        && word.chars().allMatch(Character::isLetter)
        && !NO_THING.contains(word)
        && !vocabulary.isCommon(word)
        && !GivenNames.contains(word);
  }
}
