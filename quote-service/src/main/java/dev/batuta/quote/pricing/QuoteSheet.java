package dev.batuta.quote.pricing;

import static java.math.RoundingMode.HALF_UP;

import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.catalogue.Product;
import dev.batuta.quote.catalogue.Supply.Packed;
import dev.batuta.quote.tax.TaxClass;
import dev.batuta.quote.tax.TaxRate;
import dev.batuta.quote.tax.TaxTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.joda.money.Money;

/** The lines of one quote while they are written down, and their sums. */
final class QuoteSheet {
  private final Catalogue catalogue;
  private final TaxTable taxes;
  private final LocalDate date;
  private final List<PricedLine> lines = new ArrayList<>();

  QuoteSheet(Catalogue catalogue, TaxTable taxes, LocalDate date) {
    this.catalogue = catalogue;
    this.taxes = taxes;
    this.date = date;
  }

  void addItem(int item, Choice.Chosen chosen, Measured.Fits fits) {
    Product product = chosen.product();
    add(LineKind.PRODUCT, List.of(item), chosen, fits.quantity(), fits.working(), true);
    if (fits.offcutM2().signum() > 0) {
      var offcut = new Working.Offcut(fits.offcutM2());
      add(LineKind.WASTE, List.of(item), chosen, fits.offcutM2(), offcut, false);
    }
    if (fits.wastePacks() > 0 && product.supply() instanceof Packed supply) {
      add(
          LineKind.WASTE,
          List.of(item),
          chosen,
          Charge.ofPacks(product, supply, fits.wastePacks()),
          new Working.WasteAllowance(product.wastePercent(), fits.wastePacks(), supply.unit()),
          true);
    }
  }

  void addAccessory(Accessories.Packs packs) {
    Product product = packs.product();
    var chosen =
        new Choice.Chosen(product, packs.colour(), packs.colour() != null, null, List.of());
    Packed supply = (Packed) product.supply();
    add(
        LineKind.ACCESSORY,
        packs.items(),
        chosen,
        Charge.ofPacks(product, supply, packs.working().packs()),
        packs.working(),
        true);
  }

  private void add(
      LineKind kind,
      List<Integer> items,
      Choice.Chosen chosen,
      BigDecimal quantity,
      Working working,
      boolean charged) {
    Product product = chosen.product();
    TaxRate rate = taxes.rate(catalogue.country(), product.taxClass(), date);
    Charge charge =
        charged
            ? Charge.of(product, quantity, rate, catalogue.pricesIncludeTax())
            : Charge.nothing(product);
    lines.add(
        new PricedLine(
            lines.size() + 1,
            kind,
            items,
            product.sku(),
            product.family(),
            product.names(),
            product.thicknessMm(),
            chosen.colour(),
            chosen.colourAssumed(),
            chosen.size(),
            chosen.toConfirm(),
            quantity,
            product.price().per(),
            Charge.isPerPack(product) && product.supply() instanceof Packed packed
                ? packed.unit()
                : null,
            product.price().money(),
            charge.gross(),
            charge.discountPercent(),
            charge.discount(),
            product.taxClass(),
            rate.percent(),
            charge.net(),
            charge.tax(),
            charge.total(),
            working));
  }

  PricedQuote total() {
    Money total = sum(lines, PricedLine::total);
    Money payable = payable(total);
    return new PricedQuote(
        date,
        catalogue.quoteCurrency(),
        catalogue.pricesIncludeTax(),
        lines,
        taxAmounts(),
        sum(lines, PricedLine::discount),
        sum(lines, PricedLine::net),
        sum(lines, PricedLine::tax),
        total,
        payable.minus(total),
        payable);
  }

  private List<TaxAmount> taxAmounts() {
    var amounts = new ArrayList<TaxAmount>();
    for (TaxClass taxClass : TaxClass.values()) {
      List<PricedLine> ofClass = lines.stream().filter(l -> l.taxClass() == taxClass).toList();
      if (!ofClass.isEmpty()) {
        amounts.add(
            new TaxAmount(
                taxClass,
                ofClass.getFirst().taxPercent(),
                sum(ofClass, PricedLine::net),
                sum(ofClass, PricedLine::tax)));
      }
    }
    return amounts;
  }

  /**
   * Pesos are paid whole in Colombia: only the payable amount is rounded, and the difference is
   * shown (source: the platform's reference for Colombia, "round to whole pesos only the payable
   * amount, carry the difference as rounding adjustment"). UYU and USD are paid with cents.
   */
  private static Money payable(Money total) {
    return total.getCurrencyUnit().getCode().equals("COP") ? total.rounded(0, HALF_UP) : total;
  }

  private Money sum(List<PricedLine> some, Function<PricedLine, Money> amount) {
    return some.stream().map(amount).reduce(Money.zero(catalogue.quoteCurrency()), Money::plus);
  }
}
