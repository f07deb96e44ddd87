package dev.batuta.quote.quoting;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.quote.money.MoneyFormat;
import dev.batuta.quote.pricing.ItemRequest;
import dev.batuta.quote.pricing.LineKind;
import dev.batuta.quote.pricing.PricedLine;
import dev.batuta.quote.pricing.PricedQuote;
import dev.batuta.quote.pricing.TaxAmount;
import dev.batuta.quote.quote.Customer;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quote.QuoteStatus;
import dev.batuta.quote.tax.TaxClass;
import dev.batuta.quote.wording.Wording;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quote as callers see it: amounts as exact decimal numbers in {@code currency}, words in the
 * quote's language.
 *
 * @param payableText what is to be paid, as people write it, e.g. {@code US$ 1.234,50}
 * @param documentUrl path of the PDF
 */
public record QuoteView(
    QuoteId quoteId,
    @Nullable String number,
    QuoteStatus status,
    String currency,
    String language,
    Customer customer,
    List<ItemRequest> items,
    List<Line> lines,
    List<Tax> taxes,
    BigDecimal discount,
    BigDecimal net,
    BigDecimal tax,
    BigDecimal total,
    BigDecimal roundingAdjustment,
    BigDecimal payable,
    String payableText,
    LocalDate validUntil,
    List<String> terms,
    String documentUrl,
    @Nullable SessionId sessionId,
    Instant createdAt,
    Instant updatedAt) {
  public QuoteView {
    items = List.copyOf(items);
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    terms = List.copyOf(terms);
  }

  /**
   * A line.
   *
   * @param unit {@code m2}, {@code m} or what is counted, e.g. caja
   */
  public record Line(
      int number,
      LineKind kind,
      String sku,
      String description,
      String explanation,
      BigDecimal quantity,
      String unit,
      BigDecimal unitPrice,
      BigDecimal discountPercent,
      BigDecimal discount,
      BigDecimal net,
      BigDecimal taxPercent,
      BigDecimal tax,
      BigDecimal total) {}

  /** The tax of one class. */
  public record Tax(TaxClass taxClass, BigDecimal percent, BigDecimal base, BigDecimal amount) {}

  /** The view of a quote. */
  public static QuoteView of(Quote quote) {
    PricedQuote priced = quote.priced();
    Wording words = Wording.of(quote.language());
    return new QuoteView(
        quote.id(),
        quote.number(),
        quote.status(),
        priced.currency().getCode(),
        quote.language(),
        quote.customer(),
        quote.request().items(),
        priced.lines().stream().map(line -> line(line, words)).toList(),
        priced.taxes().stream().map(QuoteView::tax).toList(),
        priced.discount().getAmount(),
        priced.net().getAmount(),
        priced.tax().getAmount(),
        priced.total().getAmount(),
        priced.roundingAdjustment().getAmount(),
        priced.payable().getAmount(),
        MoneyFormat.show(priced.payable()),
        quote.validUntil(),
        quote.terms(),
        "/api/v1/quotes/" + quote.id() + "/document",
        quote.sessionId(),
        quote.createdAt(),
        quote.updatedAt());
  }

  private static Tax tax(TaxAmount amount) {
    return new Tax(
        amount.taxClass(), amount.percent(), amount.base().getAmount(), amount.tax().getAmount());
  }

  private static Line line(PricedLine line, Wording words) {
    String unit =
        switch (line.per()) {
          case SQUARE_METRE -> "m2";
          case METRE -> "m";
          case UNIT -> line.unit() == null ? "unidad" : line.unit();
        };
    return new Line(
        line.number(),
        line.kind(),
        line.sku(),
        words.name(line),
        words.explanation(line),
        line.quantity(),
        unit,
        // An offcut is contained in another line's charge: here it costs nothing.
        line.gross().isZero() ? BigDecimal.ZERO : line.unitPrice().getAmount(),
        line.discountPercent(),
        line.discount().getAmount(),
        line.net().getAmount(),
        line.taxPercent(),
        line.tax().getAmount(),
        line.total().getAmount());
  }
}
