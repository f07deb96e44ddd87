package dev.batuta.quote.chat;

import dev.batuta.quote.catalogue.PriceMeasure;
import dev.batuta.quote.money.MoneyFormat;
import dev.batuta.quote.pricing.PriceLookup.ListPrice;
import dev.batuta.quote.pricing.PricedLine;
import dev.batuta.quote.pricing.PricedQuote;
import dev.batuta.quote.pricing.Refusal;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.tax.TaxClass;
import dev.batuta.quote.wording.Wording;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.joda.money.Money;

/**
 * What the agent says in a chat: short lines, {@code *bold*} as WhatsApp shows it, and never longer
 * than one message can be.
 *
 * @param words of the customer's language
 */
record ChatWording(Wording words) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);

  /** Of a quote; with the longest names still below the 4,096 characters of a message. */
  private static final int MOST_LINES = 20;

  private static final int MOST_REASONS = 8;

  static ChatWording of(String language) {
    return new ChatWording(Wording.of(language));
  }

  /** A quote in short, and the question whether it is taken. */
  String offer(Quote quote) {
    PricedQuote priced = quote.priced();
    var text = new ArrayList<String>();
    text.add(words.text("chat.quote.title", number(quote)));
    List<PricedLine> charged =
        priced.lines().stream().filter(line -> !line.gross().isZero()).toList();
    charged.stream().limit(MOST_LINES).map(this::line).forEach(text::add);
    if (charged.size() > MOST_LINES) {
      text.add(words.text("chat.quote.more", Integer.toString(charged.size() - MOST_LINES)));
    }
    text.add(words.text("document.net") + ": " + MoneyFormat.show(priced.net()));
    priced.taxes().stream()
        .filter(tax -> tax.taxClass() != TaxClass.EXCLUDED)
        .map(tax -> words.tax(tax) + ": " + MoneyFormat.show(tax.tax()))
        .forEach(text::add);
    text.add(
        words.text(
            priced.pricesIncludeTax() ? "chat.quote.total_gross" : "chat.quote.total",
            withCurrency(priced.payable())));
    text.add(words.text("chat.quote.valid", DAY.format(quote.validUntil())));
    text.add(words.text("chat.quote.confirm"));
    return String.join("\n", text);
  }

  private String line(PricedLine line) {
    String said =
        words.text(
            "chat.quote.line",
            words.name(line),
            words.quantity(line),
            MoneyFormat.show(line.gross().minus(line.discount())));
    String open = words.toConfirm(line);
    return open.isEmpty() ? said : said + " (" + open + ")";
  }

  /** Why there is no price. */
  String refusal(List<Refusal> reasons) {
    var text = new ArrayList<String>();
    reasons.stream().limit(MOST_REASONS).map(words::refusal).forEach(text::add);
    if (reasons.size() > MOST_REASONS) {
      text.add(words.text("chat.refused.more", Integer.toString(reasons.size() - MOST_REASONS)));
    }
    return String.join("\n", text);
  }

  String noCatalogue() {
    return words.text("chat.no_catalogue");
  }

  String accepted(Quote quote) {
    return words.text("chat.accepted", number(quote), withCurrency(quote.priced().payable()));
  }

  String rejected(Quote quote) {
    return words.text("chat.rejected", number(quote));
  }

  /** The first, second or third reminder of a quote that waits for an answer. */
  String reminder(Quote quote, int which) {
    return words.text(
        "chat.reminder." + which,
        number(quote),
        withCurrency(quote.priced().payable()),
        day(quote.validUntil()));
  }

  String expired(Quote quote) {
    return words.text("chat.expired", number(quote), day(quote.validUntil()));
  }

  String alreadyAccepted(Quote quote) {
    return words.text("chat.already_accepted", number(quote));
  }

  String alreadyRejected(Quote quote) {
    return words.text("chat.already_rejected", number(quote));
  }

  String noQuote() {
    return words.text("chat.none");
  }

  /** One list price. */
  String price(ListPrice price) {
    String name = price.names().in(words.language());
    String amount = MoneyFormat.show(price.price());
    String per = per(price);
    return switch (price.taxClass()) {
      case EXEMPT -> words.text("chat.price.exempt", name, amount, per);
      case EXCLUDED -> words.text("chat.price.excluded", name, amount, per);
      case GENERAL, REDUCED ->
          price.priceIncludesTax()
              ? words.text("chat.price.gross", name, amount, per)
              : words.text(
                  "chat.price.net",
                  name,
                  amount,
                  per,
                  MoneyFormat.number(price.taxPercent()),
                  MoneyFormat.show(price.priceWithTax()));
    };
  }

  String morePrices(int left) {
    return words.text("chat.price.more", Integer.toString(left));
  }

  String askForQuantity() {
    return words.text("chat.price.next");
  }

  private String per(ListPrice price) {
    if (price.per() != PriceMeasure.UNIT || price.unit() == null) {
      return words.text("chat.per." + price.per().name().toLowerCase(Locale.ROOT), "unidad");
    }
    String unit = words.one(price.unit());
    return price.piecesPerUnit() == 1
        ? words.text("chat.per.unit", unit)
        : words.text(
            "chat.per.pack", unit, MoneyFormat.number(BigDecimal.valueOf(price.piecesPerUnit())));
  }

  private static String number(Quote quote) {
    return quote.number() == null ? "" : quote.number();
  }

  private static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** A bare dollar sign does not say whose dollars or pesos they are. */
  private static String withCurrency(Money money) {
    String shown = MoneyFormat.show(money);
    String code = money.getCurrencyUnit().getCode();
    return shown.startsWith("$") || shown.startsWith("-$") ? shown + " " + code : shown;
  }
}
