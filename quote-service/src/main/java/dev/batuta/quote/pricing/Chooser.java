package dev.batuta.quote.pricing;

import static java.util.stream.Collectors.toCollection;

import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.catalogue.Family;
import dev.batuta.quote.catalogue.Product;
import dev.batuta.quote.catalogue.ProductSearch;
import dev.batuta.quote.catalogue.Supply;
import dev.batuta.quote.money.MoneyFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one product that an item means. What the customer said must fit; what was not said is
 * never guessed where it changes the price. The one exception is written in the catalogue: a
 * family's standard product, which the line then names as to be confirmed. Colour and size that
 * were not said do not change the price: the product's usual colour is supplied, else they are to
 * be confirmed.
 */
final class Chooser {
  private static final int LONGEST_WORD = 80;

  private final Catalogue catalogue;

  Chooser(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The products that fit what was said. */
  sealed interface Candidates {
    /** At least one. */
    record Fitting(Family family, List<Product> products) implements Candidates {}

    /** None. */
    record None(Refusal reason) implements Candidates {}
  }

  Choice choose(int index, ItemRequest item) {
    return switch (candidates(index, item)) {
      case Candidates.None(var reason) -> new Choice.Unclear(reason);
      case Candidates.Fitting(var family, var products) ->
          new OfFamily(index, item, family).single(products);
    };
  }

  Candidates candidates(int index, ItemRequest item) {
    return switch (ProductSearch.find(catalogue, item.product())) {
      case ProductSearch.Match.Unknown(var near) ->
          new Candidates.None(
              new Refusal.UnknownProduct(
                  index,
                  shortened(item.product()),
                  near.stream()
                      .map(family -> new Refusal.NearProduct(family.key(), family.names()))
                      .toList()));
      case ProductSearch.Match.Found(var family, var product) ->
          new OfFamily(index, item, family)
              .narrowed(product == null ? catalogue.productsOf(family.key()) : List.of(product));
    };
  }

  static String shortened(String text) {
    return text.length() > LONGEST_WORD ? text.substring(0, LONGEST_WORD) + "…" : text;
  }

  /** The choice within one family, narrowed by one attribute after the other. */
  private record OfFamily(int index, ItemRequest item, Family family) {

    Candidates narrowed(List<Product> all) {
      List<Product> left = all;
      if (item.thicknessMm() != null) {
        BigDecimal asked = item.thicknessMm();
        List<Product> fitting =
            only(left, p -> p.thicknessMm() != null && p.thicknessMm().compareTo(asked) == 0);
        if (fitting.isEmpty()) {
          return notAvailable(Attribute.THICKNESS, MoneyFormat.number(asked), thicknesses(left));
        }
        left = fitting;
      }
      if (item.variant() != null && left.size() > 1) {
        String words = " " + ProductSearch.plain(item.variant()) + " ";
        left = best(left, words);
      }
      if (item.lengthM() != null && item.widthM() == null) {
        BigDecimal asked = item.lengthM();
        List<Product> fitting = only(left, p -> comesInLength(p, asked));
        if (fitting.isEmpty()) {
          return notAvailable(Attribute.LENGTH, MoneyFormat.number(asked), lengths(left));
        }
        left = fitting;
      }
      if (item.colour() != null) {
        String asked = ProductSearch.plain(item.colour());
        List<Product> fitting = only(left, p -> find(p.colours(), asked) != null);
        if (fitting.isEmpty()) {
          return notAvailable(
              Attribute.COLOUR, shortened(item.colour()), distinct(left, Product::colours));
        }
        left = fitting;
      }
      if (item.size() != null) {
        String asked = ProductSearch.plain(item.size());
        List<Product> fitting = only(left, p -> find(p.sizes(), asked) != null);
        if (fitting.isEmpty()) {
          return notAvailable(
              Attribute.SIZE, shortened(item.size()), distinct(left, Product::sizes));
        }
        left = fitting;
      }
      return new Candidates.Fitting(family, left);
    }

    Choice single(List<Product> left) {
      if (left.size() == 1) {
        return chosen(left.getFirst(), false);
      }
      List<Product> standard = only(left, p -> p.sku().equals(family.standardSku()));
      if (!standard.isEmpty()) {
        return chosen(standard.getFirst(), true);
      }
      List<String> thicknesses = thicknesses(left);
      Refusal missing =
          thicknesses.size() > 1
              ? missing(Attribute.THICKNESS, thicknesses)
              : missing(Attribute.VARIANT, variants(left));
      return new Choice.Unclear(missing);
    }

    private Choice chosen(Product product, boolean standard) {
      String colour =
          item.colour() == null
              ? product.defaultColour()
              : find(product.colours(), ProductSearch.plain(item.colour()));
      String size =
          item.size() == null ? null : find(product.sizes(), ProductSearch.plain(item.size()));
      if (product.colours().size() == 1) {
        colour = product.colours().getFirst();
      }
      if (product.sizes().size() == 1) {
        size = product.sizes().getFirst();
      }
      var toConfirm = new ArrayList<Attribute>();
      if (standard) {
        toConfirm.add(Attribute.VARIANT);
      }
      if (colour == null && !product.colours().isEmpty()) {
        toConfirm.add(Attribute.COLOUR);
      }
      if (size == null && !product.sizes().isEmpty()) {
        toConfirm.add(Attribute.SIZE);
      }
      boolean assumed = colour != null && item.colour() == null;
      return new Choice.Chosen(product, colour, assumed, size, List.copyOf(toConfirm));
    }

    private Candidates notAvailable(Attribute attribute, String asked, List<String> available) {
      return new Candidates.None(
          new Refusal.NotAvailable(
              index, family.key(), family.names(), attribute, asked, available));
    }

    private Refusal missing(Attribute attribute, List<String> available) {
      return new Refusal.MissingAttribute(
          index, family.key(), family.names(), attribute, available);
    }
  }

  /** The products of which most of the said words are known; all of them if no word is. */
  private static List<Product> best(List<Product> products, String words) {
    long most = products.stream().mapToLong(product -> wordsKnown(product, words)).max().orElse(0);
    return only(products, p -> wordsKnown(p, words) == most);
  }

  private static long wordsKnown(Product product, String words) {
    return product.words().stream()
        .filter(word -> words.contains(" " + ProductSearch.plain(word) + " "))
        .count();
  }

  private static boolean comesInLength(Product product, BigDecimal length) {
    return switch (product.supply()) {
      case Supply.CutToLength _ -> true;
      case Supply.Packed packed ->
          packed.lengthM() == null || packed.lengthM().compareTo(length) == 0;
    };
  }

  private static List<String> lengths(List<Product> products) {
    return products.stream()
        .flatMap(product ->
            product.supply() instanceof Supply.Packed packed && packed.lengthM() != null
                ? Stream.of(packed.lengthM())
                : Stream.of())
        .sorted()
        .distinct()
        .map(MoneyFormat::number)
        .toList();
  }

  private static List<String> thicknesses(List<Product> products) {
    return products.stream()
        .flatMap(product -> Stream.ofNullable(product.thicknessMm()))
        .sorted()
        .distinct()
        .map(MoneyFormat::number)
        .toList();
  }

  private static List<String> variants(List<Product> products) {
    return products.stream().map(product -> product.names().es()).toList();
  }

  private static List<String> distinct(
      List<Product> products, Function<Product, List<String>> values) {
    return products.stream()
        .flatMap(product -> values.apply(product).stream())
        .collect(toCollection(LinkedHashSet::new))
        .stream()
        .toList();
  }

  private static List<Product> only(List<Product> products, Predicate<Product> fits) {
    return products.stream().filter(fits).toList();
  }

  private static @Nullable String find(List<String> values, String plainWord) {
    return values.stream()
        .filter(value -> ProductSearch.plain(value).equals(plainWord))
        .findFirst()
        .orElse(null);
  }
}
