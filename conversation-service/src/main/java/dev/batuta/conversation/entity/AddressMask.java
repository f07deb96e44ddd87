package dev.batuta.conversation.entity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sets aside street addresses, times, sizes, capacities and gauges, whose numbers count nothing.
 */
final class AddressMask {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\b(?:calle|cll?|cra|carrera|kra|kr|avda|avenida|ave?|bulevar|bvar|rua|travessa|street|ruta|camino"
              + "|cno|diagonal|transversal|barrio|rambla|r)\\b\\.?\\s*(?:[a-z.]+\\s+){0,4}?\\d{1,5}[a-z]?\\b(?!\\s*(?:m|mm|cm|m2|mts|metros|x)\\b)"
              + "(?:\\s*(?:#|no\\.?|nro\\.?|n°|esq\\.?|y|-|,?\\s*(?:apto?|ap|casa|torre|bis|solar|manzana|km)\\.?)\\s*\\d+[a-z]?(?:\\s*-\\s*\\d+)?){0,6}");
  private static final Pattern STREET_EN =
      Pattern.compile("\\b\\d{1,5}\\s+(?:[a-z]+\\s+){1,3}(?:street|st|avenue|ave|road|rd)\\b");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<![\\d.,])\\d{1,2}:\\d{2}(?:\\s*(?:hs?|hrs|am|pm))?|(?<![\\d.,])\\d{1,2}\\s*(?:hs|hrs|horas|h|am|pm|hours?)\\b"
              + "|\\b(?:a las|as|at)\\s+\\d{1,2}(?:\\s*(?:$|[,.;!?]))");
  private static final Pattern CAPACITY =
      Pattern.compile(
          "(?<![\\d.,])\\d+(?:[.,]\\d+)?\\s*(?:gb|gigas?|giga|tb|ram|mah|watts?|w|volts?|v|hz|mp|pulgadas?|pulg|inch(?:es)?|polegadas?|litros?|lts?|lt|ltrs?|ml(?=\\s*$|\\s*[,.;])|oz|gr|grs|g|gramos|%|anos|dias|km|cuadras|cuotas|vezes|pagos|micras?|micrones|hilos|psi|hp|\"|'')(?![a-z0-9])(?:\\s+de\\s+(?:ram|memoria))?");
  private static final Pattern SIZE =
      Pattern.compile(
          "\\b(?:talles?|tallas?|talla|tam|tamanhos?|sizes?|numeracion|numero|num|nros?|calibre|cal|gauge|galga"
              + "|bwg|no|n)\\.?\\s*[:#°º]?\\s*\\d{1,3}(?:[.,]5)?(?![\\d,.]\\d|\\d|\\s*(?:x|mm|cm|m|mts|metros|de)\\b)"
              + "(?:\\s*(?:,|y|e|/|-|and|o)\\s*\\d{2}(?![\\d,.]*\\d|\\s*[a-z])){0,8}");
  private static final Pattern INCHES =
      Pattern.compile(
          "(?<![\\d.,])(?:\\d+\\s+)?\\d+/\\d+\\s*(?:\"|''|pulg(?:adas?)?|inch(?:es)?|polegadas?)?"
              + "(?:\\s*x\\s*(?:\\d+\\s+)?\\d+(?:/\\d+)?\\s*(?:\"|''|pulg(?:adas?)?)?)?|(?<=[a-z] )#\\d{1,2}\\b|\\bcon \\d{1,3} unidades\\b");
  private static final Pattern ORDINAL =
      Pattern.compile("(?<![\\d.,])\\d{1,2}(?:er|ro|do|to|ta|st|nd|rd|th|o|\u00ba|\u00aa|°)\\b");

  private AddressMask() {}

  static void apply(Scan scan) {
    takeAll(scan, ADDRESS);
    takeAll(scan, STREET_EN);
    takeAll(scan, TIME);
    takeAll(scan, CAPACITY);
    takeAll(scan, INCHES);
    takeAll(scan, ORDINAL);
    Matcher size = SIZE.matcher(scan.open());
    while (size.find()) {
      if (!isCountAfterNo(size.group())) {
        scan.take(size.start(), size.end());
      }
    }
  }

  /** "14 no, 16" corrects a count; "no 16" or "n 16" alone would name a gauge. */
  private static boolean isCountAfterNo(String size) {
    return size.startsWith("no") && size.matches("no[^.:#°º]*\\d.*");
  }

  private static void takeAll(Scan scan, Pattern pattern) {
    Matcher matcher = pattern.matcher(scan.open());
    while (matcher.find()) {
      scan.take(matcher.start(), matcher.end());
    }
  }
}
