package dev.batuta.quote.document;

import dev.batuta.contracts.tenant.Branding;
import dev.batuta.quote.money.MoneyFormat;
import dev.batuta.quote.pricing.LineKind;
import dev.batuta.quote.pricing.PricedLine;
import dev.batuta.quote.pricing.PricedQuote;
import dev.batuta.quote.pricing.TaxAmount;
import dev.batuta.quote.quote.Customer;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.tax.TaxClass;
import dev.batuta.quote.wording.Wording;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands on the page of one quote: every text ready to be printed. */
final class QuotePage {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);

  private final Quote quote;
  private final DocumentSender sender;
  private final Wording words;

  QuotePage(Quote quote, DocumentSender sender) {
    this.quote = quote;
    this.sender = sender;
    this.words = Wording.of(quote.language());
  }

  Map<String, Object> content() {
    Branding look = sender.branding();
    PricedQuote priced = quote.priced();
    var page = new HashMap<String, Object>();
    page.put("language", words.language());
    page.put("colour", look.primaryColor());
    page.put("onColour", PageText.readableOn(look.primaryColor()));
    if (look.logo() != null) {
      page.put("logo", look.logo());
    }
    page.put("sender", PageText.clean(sender.name()));
    page.put("senderFacts", senderFacts(look));
    page.put("title", label("title"));
    page.put("number", quote.number() == null ? label("draft") : quote.number());
    page.put("numberLabel", label("number"));
    page.put("facts", facts());
    page.put("customerLabel", label("customer"));
    page.put("customerName", PageText.clean(orDash(quote.customer().name())));
    page.put("customerFacts", customerFacts(quote.customer()));
    page.put("itemLabel", label("item"));
    page.put("quantityLabel", label("quantity"));
    page.put("unitPriceLabel", label("unit_price"));
    page.put("amountLabel", label("amount"));
    page.put("lines", priced.lines().stream().map(this::line).toList());
    page.put(
        "pricesNote",
        words.text(
            priced.pricesIncludeTax() ? "document.prices_gross" : "document.prices_net",
            priced.currency().getCode()));
    page.put("sums", sums(priced));
    page.put("payableLabel", label("payable"));
    page.put("payable", MoneyFormat.show(priced.payable()) + " " + currency(priced));
    page.put("termsLabel", label("terms"));
    page.put("terms", quote.terms().stream().map(PageText::clean).toList());
    page.put("pageWord", label("page"));
    page.put("ofWord", label("of"));
    return page;
  }

  private List<Map<String, String>> facts() {
    var facts = new ArrayList<Map<String, String>>();
    facts.add(fact("date", DAY.format(LocalDate.ofInstant(quote.createdAt(), quote.timeZone()))));
    facts.add(fact("valid_until", DAY.format(quote.validUntil())));
    facts.add(fact("status", words.text("status." + quote.status().word())));
    return facts;
  }

  private List<String> senderFacts(Branding look) {
    var facts = new ArrayList<String>();
    add(facts, look.legalName());
    if (look.documentId() != null) {
      add(facts, label("tax_id") + " " + look.documentId());
    }
    add(facts, look.address());
    add(facts, look.phone());
    add(facts, look.email());
    return facts;
  }

  private List<Map<String, String>> customerFacts(Customer customer) {
    var facts = new ArrayList<Map<String, String>>();
    add(facts, "document_id", customer.documentId());
    add(facts, "city", customer.city());
    add(facts, "phone", customer.phone());
    add(facts, "email", customer.email());
    return facts;
  }

  private Map<String, Object> line(PricedLine line) {
    var row = new HashMap<String, Object>();
    boolean included = line.kind() == LineKind.WASTE && line.gross().isZero();
    row.put("number", Integer.toString(line.number()));
    row.put("kind", line.kind().name().toLowerCase(Locale.ROOT));
    row.put("name", PageText.clean(words.name(line)));
    row.put("sku", line.sku());
    row.put("explanation", PageText.clean(words.explanation(line)));
    if (!line.discount().isZero()) {
      row.put(
          "discount",
          words.text(
              "document.discount_line",
              MoneyFormat.number(line.discountPercent()),
              MoneyFormat.show(line.discount())));
    }
    row.put("quantity", words.quantity(line));
    row.put("unitPrice", included ? "" : MoneyFormat.show(line.unitPrice()));
    row.put(
        "amount",
        included ? label("included") : MoneyFormat.show(line.gross().minus(line.discount())));
    return row;
  }

  private List<Map<String, String>> sums(PricedQuote priced) {
    var sums = new ArrayList<Map<String, String>>();
    if (!priced.discount().isZero()) {
      sums.add(row(label("discount_total"), MoneyFormat.show(priced.discount().negated())));
    }
    sums.add(row(label("net"), MoneyFormat.show(priced.net())));
    for (TaxAmount amount : priced.taxes()) {
      sums.add(tax(amount));
    }
    if (!priced.roundingAdjustment().isZero()) {
      sums.add(row(label("total"), MoneyFormat.show(priced.total())));
      sums.add(row(label("rounding"), MoneyFormat.show(priced.roundingAdjustment())));
    }
    return sums;
  }

  private Map<String, String> tax(TaxAmount amount) {
    // What is excluded bears no tax line at all; what is exempt bears one of zero.
    return row(
        words.tax(amount),
        amount.taxClass() == TaxClass.EXCLUDED ? "" : MoneyFormat.show(amount.tax()));
  }

  private String label(String key) {
    return words.text("document." + key);
  }

  private Map<String, String> fact(String key, String value) {
    return row(label(key), value);
  }

  private void add(List<Map<String, String>> facts, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      facts.add(fact(key, PageText.clean(value)));
    }
  }

  private static void add(List<String> facts, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      facts.add(PageText.clean(value));
    }
  }

  private static Map<String, String> row(String label, String value) {
    return Map.of("label", label, "value", value);
  }

  private static String orDash(@Nullable String value) {
    return value == null || value.isBlank() ? "—" : value;
  }

  private static String currency(PricedQuote priced) {
    return priced.currency().getCode();
  }
}
