package dev.batuta.quote.pricing;

import static java.util.Objects.requireNonNull;

import dev.batuta.quote.catalogue.Names;
import dev.batuta.quote.catalogue.PriceMeasure;
import dev.batuta.quote.tax.TaxClass;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * One line of a quote. {@code amount = gross - discount}; where list prices contain the tax, {@code
 * total = amount} and {@code net = total - tax}, else {@code net = amount} and {@code total = net +
 * tax}.
 *
 * @param number from 1
 * @param kind why it is there
 * @param items the request's items it belongs to, from 0
 * @param sku the product
 * @param product its family's key
 * @param names what it is called
 * @param thicknessMm null where thickness says nothing
 * @param colour null where there is no choice or it is to be confirmed
 * @param colourAssumed whether the colour is the product's usual one, because none was said
 * @param size null where there is no choice or it is to be confirmed
 * @param toConfirm choices that the customer has not made yet: colour and size, which do not change
 *     the price, and variant, where the family's standard product stands for one of several
 * @param quantity charged quantity in {@code per}
 * @param per what the unit price is for
 * @param unit what is counted when {@code per} is a unit, e.g. caja
 * @param unitPrice list price
 * @param gross quantity × unit price
 * @param discountPercent 0 when there is none
 * @param discount amount taken off by the volume break
 * @param taxClass how it is taxed
 * @param taxPercent 0 to 100
 * @param net without tax
 * @param tax tax
 * @param total with tax
 * @param working how the quantity comes about
 */
public record PricedLine(
    int number,
    LineKind kind,
    List<Integer> items,
    String sku,
    String product,
    Names names,
    @Nullable BigDecimal thicknessMm,
    @Nullable String colour,
    boolean colourAssumed,
    @Nullable String size,
    List<Attribute> toConfirm,
    BigDecimal quantity,
    PriceMeasure per,
    @Nullable String unit,
    Money unitPrice,
    Money gross,
    BigDecimal discountPercent,
    Money discount,
    TaxClass taxClass,
    BigDecimal taxPercent,
    Money net,
    Money tax,
    Money total,
    Working working) {
  public PricedLine {
    requireNonNull(kind, "kind");
    items = List.copyOf(items);
    requireNonNull(sku, "sku");
    requireNonNull(product, "product");
    requireNonNull(names, "names");
    toConfirm = List.copyOf(toConfirm);
    requireNonNull(quantity, "quantity");
    requireNonNull(per, "per");
    requireNonNull(unitPrice, "unit_price");
    requireNonNull(gross, "gross");
    requireNonNull(discountPercent, "discount_percent");
    requireNonNull(discount, "discount");
    requireNonNull(taxClass, "tax_class");
    requireNonNull(taxPercent, "tax_percent");
    requireNonNull(net, "net");
    requireNonNull(tax, "tax");
    requireNonNull(total, "total");
    requireNonNull(working, "working");
  }
}
