package dev.batuta.quote.wording;

import dev.batuta.quote.catalogue.Names;
import dev.batuta.quote.money.MoneyFormat;
import dev.batuta.quote.pricing.Attribute;
import dev.batuta.quote.pricing.Cut;
import dev.batuta.quote.pricing.PricedLine;
import dev.batuta.quote.pricing.Refusal;
import dev.batuta.quote.pricing.TaxAmount;
import dev.batuta.quote.pricing.Working;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * What a quote says, in one language: names, explanations and refusals. The texts stand in {@code
 * quote-messages*.properties}; any language but Portuguese and English is Spanish. Numbers keep the
 * tenant's form in every language ({@link MoneyFormat}). Immutable.
 */
public final class Wording {
  private static final ResourceBundle.Control EXACT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final String language;
  private final ResourceBundle texts;

  private Wording(String language, Locale locale) {
    this.language = language;
    this.texts = ResourceBundle.getBundle("quote-messages", locale, EXACT);
  }

  /**
   * The words of a language.
   *
   * @param tag BCP 47, e.g. {@code es-UY}
   */
  public static Wording of(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    String start = locale.getLanguage();
    boolean spoken = start.equals("es") || start.equals("pt") || start.equals("en");
    return spoken ? new Wording(start, locale) : new Wording("es", Locale.of("es"));
  }

  /** {@code es}, {@code pt} or {@code en}. */
  public String language() {
    return language;
  }

  /**
   * A text with its arguments, each written as it is.
   *
   * @throws java.util.MissingResourceException if there is no such text: a bug
   */
  public String text(String key, Object... arguments) {
    return new MessageFormat(texts.getString(key), Locale.ROOT).format(arguments);
  }

  /** The line's product with the colour and size that are known. */
  public String name(PricedLine line) {
    var name = new StringBuilder(line.names().in(language));
    if (line.colour() != null) {
      name.append(", ").append(word("colour", line.colour()));
    }
    if (line.size() != null) {
      name.append(", ").append(text("line.size", line.size()));
    }
    return name.toString();
  }

  /** How the line's quantity comes about, and what is still to be confirmed. */
  public String explanation(PricedLine line) {
    var parts = new ArrayList<String>();
    switch (line.working()) {
      case Working.CutPieces cut -> {
        parts.add(
            text(
                "working.cut",
                counted(cut.pieces(), cut.unit()),
                number(cut.usefulWidthM()),
                number(cut.lengthM()),
                number(cut.areaM2())));
        if (cut.basis() == Working.Basis.AREA) {
          parts.add(text("working.length_to_confirm"));
        }
        if (cut.askedLengthM() != null) {
          parts.add(text("working.length_rounded", number(cut.askedLengthM())));
        }
      }
      case Working.Packs packs -> parts.add(packs(packs));
      case Working.Offcut offcut -> parts.add(text("working.offcut", number(offcut.areaM2())));
      case Working.WasteAllowance waste ->
          parts.add(
              text("working.waste", number(waste.percent()), counted(waste.packs(), waste.unit())));
      case Working.Accessory accessory ->
          parts.add(
              text(
                  "working.accessory",
                  measured(accessory.needed(), accessory.neededIn()),
                  counted(accessory.packs(), accessory.unit())));
    }
    if (line.colourAssumed() && line.working() instanceof Working.CutPieces) {
      parts.add(text("working.usual_colour"));
    }
    if (!line.toConfirm().isEmpty()) {
      parts.add(toConfirm(line));
    }
    return String.join(" · ", parts);
  }

  /** What the customer still has to confirm about a line; empty when nothing. */
  public String toConfirm(PricedLine line) {
    return line.toConfirm().isEmpty()
        ? ""
        : text(
            "working.to_confirm", line.toConfirm().stream().map(this::attribute).collect(commas()));
  }

  /** The line's charged quantity with its measure, e.g. {@code 22,8 m²}. */
  public String quantity(PricedLine line) {
    return switch (line.per()) {
      case SQUARE_METRE -> number(line.quantity()) + " m²";
      case METRE -> number(line.quantity()) + " m";
      case UNIT ->
          counted(line.quantity().longValue(), line.unit() == null ? "unidad" : line.unit());
    };
  }

  /** What a tax is called, with its rate and base. */
  public String tax(TaxAmount amount) {
    String key = "document.tax." + amount.taxClass().name().toLowerCase(Locale.ROOT);
    String base = MoneyFormat.show(amount.base());
    return switch (amount.taxClass()) {
      case GENERAL, REDUCED -> text(key, number(amount.percent()), base);
      case EXEMPT, EXCLUDED -> text(key, base);
    };
  }

  private String packs(Working.Packs packs) {
    String count = counted(packs.packs(), packs.unit());
    if (packs.asked() == null || packs.askedIn() == null || packs.perPack() == null) {
      return count;
    }
    return text(
        "working.packs",
        measured(packs.asked(), packs.askedIn()),
        count,
        measured(packs.perPack(), packs.askedIn()));
  }

  /** One sentence (or two) that tells a customer why, and what could be had instead. */
  public String refusal(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NoItems _ -> text("refusal.no_items");
      case Refusal.TooManyItems many ->
          text(
              "refusal.too_many_items",
              Integer.toString(many.asked()),
              Integer.toString(many.max()));
      case Refusal.UnknownProduct unknown ->
          text(
              "refusal.unknown_product",
              unknown.asked(),
              unknown.near().stream().map(near -> name(near.names())).collect(commas()));
      case Refusal.MissingAttribute missing ->
          text("refusal.missing_attribute", name(missing.names()), attribute(missing.attribute()))
              + available(missing.attribute(), missing.available());
      case Refusal.NotAvailable not ->
          text(
                  "refusal.not_available",
                  name(not.names()),
                  attribute(not.attribute()),
                  value(not.attribute(), not.asked()))
              + available(not.attribute(), not.available());
      case Refusal.OutOfRange out ->
          text(
                  "refusal.out_of_range",
                  name(out.names()),
                  attribute(out.attribute()),
                  number(out.asked()),
                  number(out.min()),
                  number(out.max()))
              + instead(out.instead());
      case Refusal.NotWhole not ->
          text("refusal.not_whole", name(not.names()), number(not.asked()));
      case Refusal.ConflictingMeasures conflict ->
          text(
              "refusal.conflicting_measures",
              name(conflict.names()),
              attribute(conflict.attribute()),
              number(conflict.said()),
              number(conflict.computed()));
      case Refusal.OtherCurrency other ->
          text(
              "refusal.other_currency",
              name(other.names()),
              other.currency(),
              other.quoteCurrency());
    };
  }

  private String available(Attribute attribute, List<String> available) {
    if (available.isEmpty()) {
      return "";
    }
    return " "
        + text(
            "refusal.available",
            available.stream().map(value -> value(attribute, value)).collect(commas()));
  }

  private String instead(List<Cut> ways) {
    if (ways.isEmpty()) {
      return "";
    }
    return " "
        + text(
            "refusal.instead",
            ways.stream()
                .map(cut ->
                    text(
                        "instead." + cut.way().name().toLowerCase(Locale.ROOT),
                        number(BigDecimal.valueOf(cut.pieces())),
                        number(cut.lengthM())))
                .collect(Collectors.joining("; ")));
  }

  private String value(Attribute attribute, String value) {
    return switch (attribute) {
      case COLOUR -> word("colour", value);
      case UNIT -> one(value);
      case THICKNESS -> value + " mm";
      case LENGTH, WIDTH -> value + " m";
      case SIZE, VARIANT, QUANTITY, AREA -> value;
    };
  }

  private String attribute(Attribute attribute) {
    return text("attribute." + attribute.name().toLowerCase(Locale.ROOT));
  }

  private String name(Names names) {
    return names.in(language);
  }

  /** The translated word, or the word itself where the tenant's catalogue has one of its own. */
  private String word(String kind, String word) {
    String key = kind + "." + word;
    return texts.containsKey(key) ? texts.getString(key) : word;
  }

  /** A unit's name in singular. */
  public String one(String unit) {
    return word("unit", unit).split("\\|", -1)[0];
  }

  /** A count with its unit in singular or plural, e.g. {@code 3 cajas}. */
  public String counted(long count, String unit) {
    String[] forms = word("unit", unit).split("\\|", -1);
    return number(BigDecimal.valueOf(count)) + " " + forms[count == 1 ? 0 : forms.length - 1];
  }

  private String measured(BigDecimal measure, String unit) {
    return switch (unit) {
      case "m" -> number(measure) + " m";
      case "m2" -> number(measure) + " m²";
      default -> counted(measure.longValue(), unit);
    };
  }

  private static String number(BigDecimal value) {
    return MoneyFormat.number(value);
  }

  private static Collector<CharSequence, ?, String> commas() {
    return Collectors.joining(", ");
  }
}
