package dev.batuta.quote.pricing;

import static java.math.RoundingMode.CEILING;

import dev.batuta.quote.catalogue.AccessoryRule;
import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.catalogue.Product;
import dev.batuta.quote.catalogue.ProductSearch;
import dev.batuta.quote.catalogue.Supply.Packed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What fitting the items of one request takes. Needs of the same accessory are added up before they
 * are rounded up to whole packs. A family that the customer ordered, or does not want, is left out:
 * the customer's own figure counts.
 */
final class Accessories {
  private final Catalogue catalogue;
  private final Set<String> leftOut = new HashSet<>();
  private final Map<String, Need> needs = new LinkedHashMap<>();

  /** Need of one accessory so far. */
  private record Need(
      BigDecimal amount,
      AccessoryRule.Counts counts,
      List<Integer> items,
      @Nullable String colour) {
    Need plus(BigDecimal more, int item, @Nullable String itsColour) {
      var all = new ArrayList<>(items);
      all.add(item);
      String same = Objects.equals(colour, itsColour) ? colour : null;
      return new Need(amount.add(more), counts, List.copyOf(all), same);
    }
  }

  /** An accessory with the packs of it. */
  record Packs(
      Product product, Working.Accessory working, List<Integer> items, @Nullable String colour) {}

  Accessories(Catalogue catalogue, List<String> without) {
    this.catalogue = catalogue;
    for (String word : without) {
      if (ProductSearch.find(catalogue, word) instanceof ProductSearch.Match.Found found) {
        leftOut.add(found.family().key());
      }
    }
  }

  void ordered(Product product) {
    leftOut.add(product.family());
  }

  void fit(int item, Choice.Chosen chosen, Measured.Fits fits) {
    Product product = chosen.product();
    for (AccessoryRule rule : product.accessories()) {
      BigDecimal basis =
          switch (rule.basis()) {
            case SQUARE_METRE -> fits.areaM2() == null ? BigDecimal.ZERO : fits.areaM2();
            case WIDTH_METRE -> fits.widthM() == null ? BigDecimal.ZERO : fits.widthM();
            case JOINT_METRE -> fits.jointM();
            case PIECE -> BigDecimal.valueOf(fits.pieces());
          };
      BigDecimal need = basis.multiply(rule.rate());
      // The same accessory may be needed by metres here and by pieces there: two needs.
      needs.merge(
          rule.sku() + " " + rule.counts(),
          new Need(need, rule.counts(), List.of(item), chosen.colour()),
          (sofar, _) -> sofar.plus(need, item, chosen.colour()));
    }
  }

  List<Packs> packs() {
    var all = new ArrayList<Packs>();
    needs.forEach((key, need) -> {
      Product product = catalogue.product(key.substring(0, key.lastIndexOf(' '))).orElseThrow();
      if (need.amount().signum() > 0
          && !leftOut.contains(product.family())
          && product.supply() instanceof Packed supply) {
        all.add(new Packs(product, working(need, supply), need.items(), colour(need, product)));
      }
    });
    return all;
  }

  /** The colour of what it is fitted to, if it comes in it. */
  private static @Nullable String colour(Need need, Product product) {
    return need.colour() != null && product.colours().contains(need.colour())
        ? need.colour()
        : product.defaultColour();
  }

  private static Working.Accessory working(Need need, Packed supply) {
    boolean metres = need.counts() == AccessoryRule.Counts.METRES;
    BigDecimal perPack =
        metres ? supply.metres().orElseThrow() : BigDecimal.valueOf(supply.piecesPerPack());
    BigDecimal needed = metres ? need.amount() : need.amount().setScale(0, CEILING);
    long packs = needed.divide(perPack, 0, CEILING).longValueExact();
    return new Working.Accessory(
        Measured.plain(needed), metres ? "m" : supply.pieceUnit(), packs, supply.unit(), perPack);
  }
}
