package dev.batuta.quote.catalogue;

import dev.batuta.contracts.TenantId;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows a tenant's products, one by one and by family. */
@RestController
@RequestMapping("/api/v1/products")
class ProductController {
  private static final int LARGEST_PAGE = 200;

  private final Catalogues catalogues;

  ProductController(Catalogues catalogues) {
    this.catalogues = catalogues;
  }

  /** A page of products in the order of the catalogue; the cursor is null on the last one. */
  record ProductPage(List<Product> items, @Nullable String nextCursor) {}

  /** A family as those need it who understand customers. */
  record FamilyView(String product, ProductGroup group, List<String> aliases, Names names) {}

  /** All families of a tenant. */
  record FamilyList(List<FamilyView> families) {}

  /**
   * Products.
   *
   * @param family only this one
   * @param q only those whose SKU or name has this text, accents and case aside
   * @param cursor the last SKU of the page before
   */
  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ProductPage list(
      TenantId tenant,
      @RequestParam(name = "family", required = false) @Nullable String family,
      @RequestParam(name = "q", required = false) @Nullable String q,
      @RequestParam(name = "limit", defaultValue = "50") int limit,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw ProblemException.field("#/limit", "limit is 1 to 200");
    }
    String wanted = q == null ? "" : ProductSearch.plain(q);
    List<Product> fitting =
        after(cursor, products(tenant)).stream()
            .filter(product -> family == null || product.family().equals(family))
            .filter(product -> words(product).anyMatch(word -> word.contains(wanted)))
            .limit(limit + 1L)
            .toList();
    boolean more = fitting.size() > limit;
    List<Product> items = more ? fitting.subList(0, limit) : fitting;
    return new ProductPage(items, more ? items.getLast().sku() : null);
  }

  @GetMapping("/families")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  FamilyList families(TenantId tenant) {
    return new FamilyList(
        catalogues.find(tenant).map(Catalogue::families).orElse(List.of()).stream()
            .map(family ->
                new FamilyView(family.key(), family.group(), family.aliases(), family.names()))
            .toList());
  }

  @GetMapping("/{sku}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  Product show(TenantId tenant, @PathVariable("sku") String sku) {
    return catalogues
        .find(tenant)
        .flatMap(catalogue -> catalogue.product(sku))
        .orElseThrow(() -> ProblemException.notFound("product", sku));
  }

  private List<Product> products(TenantId tenant) {
    return catalogues.find(tenant).map(Catalogue::products).orElse(List.of());
  }

  private static List<Product> after(@Nullable String cursor, List<Product> products) {
    if (cursor == null) {
      return products;
    }
    for (int i = 0; i < products.size(); i++) {
      if (products.get(i).sku().equals(cursor)) {
        return products.subList(i + 1, products.size());
      }
    }
    throw ProblemException.field("#/cursor", "cursor is the next_cursor of a page");
  }

  private static Stream<String> words(Product product) {
    Names names = product.names();
    return Stream.of(product.sku(), names.es(), names.pt(), names.en()).map(ProductSearch::plain);
  }
}
