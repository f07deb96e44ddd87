package dev.batuta.quote.catalogue;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.TenantId;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;

/**
 * Everything that a tenant sells, and the terms on which it quotes. Immutable.
 *
 * @param tenantId whose catalogue
 * @param revision counts up with each change
 * @param note what a reader of the file should know
 * @param country ISO 3166-1 alpha-2; decides the taxes
 * @param quoteCurrency the one currency of the tenant's quotes; a product with a price in another
 *     currency cannot be quoted, because nothing is ever converted
 * @param pricesIncludeTax whether list prices contain the tax (consumer shops) or not
 * @param numberPrefix start of the tenant's quote numbers, e.g. BMC
 * @param validityDays days that a quote holds after the day it is made, 1 to 365
 * @param terms conditions printed on quotes, by language es, pt, en
 * @param families in the order in which they are offered
 * @param products all of them
 */
public record Catalogue(
    TenantId tenantId,
    long revision,
    String note,
    String country,
    CurrencyUnit quoteCurrency,
    boolean pricesIncludeTax,
    String numberPrefix,
    int validityDays,
    Map<String, List<String>> terms,
    List<Family> families,
    List<Product> products) {
  private static final int LONGEST_VALIDITY_DAYS = 365;
  private static final Set<String> LANGUAGES = Set.of("es", "pt", "en");

  /**
   * Checks that everything fits together.
   *
   * @throws IllegalArgumentException naming the product or family that does not fit
   */
  public Catalogue {
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(note, "note");
    requireNonNull(country, "country");
    requireNonNull(quoteCurrency, "quote_currency");
    requireNonNull(numberPrefix, "number_prefix");
    families = List.copyOf(requireNonNull(families, "families"));
    products = List.copyOf(requireNonNull(products, "products"));
    terms = Map.copyOf(requireNonNull(terms, "terms"));
    if (!numberPrefix.matches("[A-Z]{2,6}")) {
      throw new IllegalArgumentException("number_prefix is 2 to 6 letters, was " + numberPrefix);
    }
    if (validityDays < 1 || validityDays > LONGEST_VALIDITY_DAYS) {
      throw new IllegalArgumentException("validity_days is 1 to 365, was " + validityDays);
    }
    if (!terms.keySet().equals(LANGUAGES)) {
      throw new IllegalArgumentException("terms stand in es, pt and en, was " + terms.keySet());
    }
    var keys = new HashSet<String>();
    for (Family family : families) {
      check(keys.add(family.key()), "family %s stands twice", family.key());
    }
    var skus = new HashSet<String>();
    for (Product product : products) {
      check(skus.add(product.sku()), "product %s stands twice", product.sku());
      check(keys.contains(product.family()), "product %s has no family", product.sku());
    }
    for (Product product : products) {
      for (AccessoryRule rule : product.accessories()) {
        Product accessory = bySku(products, rule.sku()).orElse(null);
        check(
            accessory != null && accessory.supply() instanceof Supply.Packed,
            "an accessory of %s is no packed product",
            product.sku());
      }
    }
    for (Family family : families) {
      check(
          products.stream().anyMatch(p -> p.family().equals(family.key())),
          "family %s has no product",
          family.key());
      String standard = family.standardSku();
      check(
          standard == null
              || bySku(products, standard).filter(p -> p.family().equals(family.key())).isPresent(),
          "the standard product of family %s is none of its products",
          family.key());
    }
  }

  /** The family of a key. */
  public Optional<Family> family(String key) {
    return families.stream().filter(family -> family.key().equals(key)).findFirst();
  }

  /** The product of a SKU. */
  public Optional<Product> product(String sku) {
    return bySku(products, sku);
  }

  /** The products of a family, in the order of the catalogue. */
  public List<Product> productsOf(String familyKey) {
    return products.stream().filter(product -> product.family().equals(familyKey)).toList();
  }

  /** The thicknesses of a family in millimetres, rising. */
  public List<BigDecimal> thicknessesOf(String familyKey) {
    return productsOf(familyKey).stream()
        .flatMap(product -> Optional.ofNullable(product.thicknessMm()).stream())
        .sorted()
        .distinct()
        .toList();
  }

  private static Optional<Product> bySku(List<Product> products, String sku) {
    return products.stream().filter(product -> product.sku().equals(sku)).findFirst();
  }

  private static void check(boolean fits, String sentence, String subject) {
    if (!fits) {
      throw new IllegalArgumentException(sentence.formatted(subject));
    }
  }
}
