package dev.batuta.conversation.entity;

import dev.batuta.conversation.vocabulary.UnitWords;
import dev.batuta.conversation.vocabulary.Words;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds order, purchase and tracking numbers: after a word that announces one, or after "#". */
final class OrderNumberFinder {
  private static final String LINK =
      "(?:\\s+(?:es|e|is|el|la|o|a|numero|num|nro|nr|no|n|number|id|code|codigo|cod|de|del|da|do|mi|meu"
          + "|my|compra|pedido|orden|order|seguimiento|rastreo|rastreio|tracking|envio|guia|con|com"
          + "|with|was|era|reserva|eh)\\b){0,6}";
  private static final String CODE =
      "(?<![a-z])((?:[a-z]{1,5}[- ]?)?\\d[a-z0-9]*(?:-[a-z0-9]*\\d[a-z0-9]*){0,4}|[a-z]{2}\\d{8,10}[a-z]{2})";
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:pedidos?|orden|order|compra|ordem|guia|tracking|seguimiento|rastreo|rastreio"
              + "|encomenda|envio|remito|remision|purchase|track|codigo|numero|nro|folio|parcel"
              + "|shipment|venta|op)"
              + LINK
              + "\\s*[:.,#°º-]{0,3}\\s*#?\\s*"
              + CODE
              + "(?![a-z0-9]|[.,]\\d)");
  private static final Pattern HASH =
      Pattern.compile("(?<![\\w¤] ?)#\\s?((?:[a-z]{1,5}-?)?\\d[a-z0-9-]{2,19})(?![a-z0-9])");
  private static final Pattern ANSWER =
      Pattern.compile(
          "(?<![a-z0-9.,-])((?:[a-z]{1,5}-?)?\\d[a-z0-9]*(?:-[a-z0-9]*\\d[a-z0-9]*){0,4})(?![a-z0-9.,]\\d)");
  private static final Pattern NEXT =
      Pattern.compile("^\\s*([a-z$%/²]+\\d?)(?:\\s+(?:de\\s+)?([a-z]+))?");
  private static final Pattern MONEY_WORD =
      Pattern.compile(
          "pesos?|dolares|dolar|usd|reais|euros?|dollars?|mil|uyu|cop|brl|lucas|millones|cuotas|vezes"
              + "|dias|days|hs|horas|meses");

  private OrderNumberFinder() {}

  static @Nullable String find(Scan scan, EntityContext context) {
    var open = scan.open();
    Matcher named = NAMED.matcher(open);
    int at = 0;
    while (named.find(at)) {
      at = named.start() + 1;
      if (isCode(named.group(1)) && !countsSomething(open.substring(named.end(1)), context)) {
        return take(scan, named.start(1), named.end(1));
      }
    }
    Matcher hash = HASH.matcher(open);
    if (hash.find()) {
      return take(scan, hash.start(1), hash.end(1));
    }
    if ("order_number".equals(context.asked())) {
      Matcher answer = ANSWER.matcher(open);
      while (answer.find()) {
        if (isCode(answer.group(1)) && !countsSomething(open.substring(answer.end(1)), context)) {
          return take(scan, answer.start(1), answer.end(1));
        }
      }
    }
    return null;
  }

  private static String take(Scan scan, int from, int to) {
    scan.take(from, to);
    return scan.text().substring(from, to).replace(" ", "");
  }

  private static boolean isCode(String code) {
    return code.chars().filter(Character::isDigit).count() >= 3
        && !code.matches("\\d+(?:mm|cm|m|x.*)");
  }

  /** "pedido de 300 tornillos" counts screws and "compra de 500 pesos" money. */
  private static boolean countsSomething(String rest, EntityContext context) {
    Matcher next = NEXT.matcher(rest);
    if (!next.find()) {
      return false;
    }
    var word = next.group(1);
    if (MONEY_WORD.matcher(word).matches() || word.matches("mm|cm|m|mts|m2|x|%|kg|metros")) {
      return true;
    }
    if (UnitWords.of(word) != null && word.length() > 1) {
      return true;
    }
    return !context.vocabulary().mentions(List.of(word)).isEmpty()
        && !Words.stem(word).equals("guia");
  }
}
