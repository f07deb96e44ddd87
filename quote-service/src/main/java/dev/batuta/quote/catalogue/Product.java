package dev.batuta.quote.catalogue;

import static java.util.Objects.requireNonNull;

import dev.batuta.quote.tax.TaxClass;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing with one price.
 *
 * @param sku identity within the tenant's catalogue
 * @param family key of its family
 * @param names what documents call it
 * @param words words by which customers tell it from others of its family, e.g. t1, samsung
 * @param thicknessMm null where thickness says nothing
 * @param colours Spanish, masculine singular; empty when there is no choice
 * @param defaultColour what is supplied when the customer names no colour; null: to be confirmed
 * @param sizes in selling order; empty when there is no choice
 * @param supply in which form it comes
 * @param price list price
 * @param taxClass how it is taxed
 * @param volumeBreaks rising by {@code from}
 * @param accessories what fitting it takes
 * @param wastePercent added when a surface is to be covered, 0 to 50
 */
public record Product(
    String sku,
    String family,
    Names names,
    List<String> words,
    @Nullable BigDecimal thicknessMm,
    List<String> colours,
    @Nullable String defaultColour,
    List<String> sizes,
    Supply supply,
    Price price,
    TaxClass taxClass,
    List<VolumeBreak> volumeBreaks,
    List<AccessoryRule> accessories,
    BigDecimal wastePercent) {
  private static final BigDecimal MOST_WASTE = BigDecimal.valueOf(50);

  public Product {
    requireNonNull(sku, "sku");
    requireNonNull(family, "family");
    requireNonNull(names, "names");
    words = List.copyOf(requireNonNull(words, "words"));
    colours = List.copyOf(requireNonNull(colours, "colours"));
    sizes = List.copyOf(requireNonNull(sizes, "sizes"));
    requireNonNull(supply, "supply");
    requireNonNull(price, "price");
    requireNonNull(taxClass, "tax_class");
    volumeBreaks = List.copyOf(requireNonNull(volumeBreaks, "volume_breaks"));
    accessories = List.copyOf(requireNonNull(accessories, "accessories"));
    requireNonNull(wastePercent, "waste_percent");
    if (defaultColour != null && !colours.contains(defaultColour)) {
      throw new IllegalArgumentException(
          "%s: default colour %s is none of %s".formatted(sku, defaultColour, colours));
    }
    if (wastePercent.signum() < 0 || wastePercent.compareTo(MOST_WASTE) > 0) {
      throw new IllegalArgumentException(sku + ": waste is 0 to 50 percent, was " + wastePercent);
    }
    for (int i = 1; i < volumeBreaks.size(); i++) {
      VolumeBreak before = volumeBreaks.get(i - 1);
      VolumeBreak after = volumeBreaks.get(i);
      if (after.from().compareTo(before.from()) <= 0
          || after.percentOff().compareTo(before.percentOff()) <= 0) {
        throw new IllegalArgumentException(sku + ": volume breaks rise");
      }
    }
    checkPriceFits(sku, supply, price);
  }

  private static void checkPriceFits(String sku, Supply supply, Price price) {
    boolean fits =
        switch (supply) {
          case Supply.CutToLength _ -> price.per() != PriceMeasure.UNIT;
          case Supply.Packed packed ->
              switch (price.per()) {
                case SQUARE_METRE -> packed.coverageM2().isPresent();
                case METRE -> packed.metres().isPresent();
                case UNIT -> true;
              };
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: its form of supply has no measure for a price per %s".formatted(sku, price.per()));
    }
  }
}
