package dev.batuta.quote.pricing;

import static java.math.RoundingMode.HALF_UP;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.catalogue.Names;
import dev.batuta.quote.catalogue.PriceMeasure;
import dev.batuta.quote.catalogue.Product;
import dev.batuta.quote.catalogue.Supply.Packed;
import dev.batuta.quote.catalogue.VolumeBreak;
import dev.batuta.quote.tax.TaxClass;
import dev.batuta.quote.tax.TaxRate;
import dev.batuta.quote.tax.TaxTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Answers what something costs, before anyone asks for a quantity. Thread-safe. */
public final class PriceLookup {
  private final TaxTable taxes;

  public PriceLookup(TaxTable taxes) {
    this.taxes = taxes;
  }

  /** What a lookup answers. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  public sealed interface Answer {
    /**
     * The list prices of the products that fit what was said.
     *
     * @param product family key
     * @param names what the family is called
     * @param prices at least one
     */
    @JsonTypeName("listed")
    record Listed(String product, Names names, List<ListPrice> prices) implements Answer {
      public Listed {
        requireNonNull(product, "product");
        requireNonNull(names, "names");
        prices = List.copyOf(prices);
      }
    }

    /** Nothing fits. */
    @JsonTypeName("refused")
    record Refused(Refusal reason) implements Answer {
      public Refused {
        requireNonNull(reason, "reason");
      }
    }
  }

  /**
   * The list price of one product.
   *
   * @param sku the product
   * @param names what it is called
   * @param thicknessMm null where thickness says nothing
   * @param colours what can be chosen
   * @param sizes what can be chosen
   * @param per what the price is for
   * @param unit what is counted when {@code per} is a unit, e.g. caja
   * @param piecesPerUnit pieces in a unit
   * @param price as listed
   * @param priceIncludesTax whether {@code price} contains the tax
   * @param priceWithTax the price that a consumer pays
   * @param taxClass how it is taxed
   * @param taxPercent 0 to 100
   * @param volumeBreaks discounts by quantity
   */
  public record ListPrice(
      String sku,
      Names names,
      @Nullable BigDecimal thicknessMm,
      List<String> colours,
      List<String> sizes,
      PriceMeasure per,
      @Nullable String unit,
      int piecesPerUnit,
      Money price,
      boolean priceIncludesTax,
      Money priceWithTax,
      TaxClass taxClass,
      BigDecimal taxPercent,
      List<VolumeBreak> volumeBreaks) {
    public ListPrice {
      requireNonNull(sku, "sku");
      requireNonNull(names, "names");
      colours = List.copyOf(colours);
      sizes = List.copyOf(sizes);
      requireNonNull(per, "per");
      requireNonNull(price, "price");
      requireNonNull(priceWithTax, "price_with_tax");
      requireNonNull(taxClass, "tax_class");
      requireNonNull(taxPercent, "tax_percent");
      volumeBreaks = List.copyOf(volumeBreaks);
    }
  }

  /**
   * Looks up prices.
   *
   * @param item product, and as far as said: thickness, colour, size, variant; measures and
   *     quantity play no part
   * @param date the day in the tenant's time zone; decides the tax rates
   */
  public Answer prices(Catalogue catalogue, ItemRequest item, LocalDate date) {
    var asked =
        new ItemRequest(
            item.product(),
            null,
            null,
            item.thicknessMm(),
            null,
            null,
            null,
            item.colour(),
            item.size(),
            item.variant());
    return switch (new Chooser(catalogue).candidates(0, asked)) {
      case Chooser.Candidates.Fitting(var family, var products) ->
          new Answer.Listed(
              family.key(),
              family.names(),
              products.stream().map(product -> listPrice(catalogue, product, date)).toList());
      case Chooser.Candidates.None(var reason) -> new Answer.Refused(reason);
    };
  }

  private ListPrice listPrice(Catalogue catalogue, Product product, LocalDate date) {
    TaxRate rate = taxes.rate(catalogue.country(), product.taxClass(), date);
    Packed packed = product.supply() instanceof Packed p ? p : null;
    return new ListPrice(
        product.sku(),
        product.names(),
        product.thicknessMm(),
        product.colours(),
        product.sizes(),
        product.price().per(),
        packed != null && Charge.isPerPack(product) ? packed.unit() : null,
        packed != null && Charge.isPerPack(product) ? packed.piecesPerPack() : 1,
        product.price().money(),
        catalogue.pricesIncludeTax(),
        withTax(product.price().money(), rate, catalogue.pricesIncludeTax()),
        product.taxClass(),
        rate.percent(),
        product.volumeBreaks());
  }

  private static Money withTax(Money price, TaxRate rate, boolean included) {
    return included ? price : price.plus(price.multipliedBy(rate.fraction(), HALF_UP));
  }
}
