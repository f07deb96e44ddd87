package dev.batuta.conversation.catalogue;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.batuta.contracts.TenantId;
import dev.batuta.conversation.vocabulary.ProductFamily;
import dev.batuta.conversation.vocabulary.ProductGroup;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import dev.batuta.starter.security.ServiceCalls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClientException;

/**
 * The products that each tenant's customers talk about, read from the quote service and kept for a
 * few seconds. While that service does not answer, the last known ones are used, or the general
 * trade words. Thread-safe.
 */
public final class ProductVocabularies {
  private static final Logger log = LoggerFactory.getLogger(ProductVocabularies.class);
  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int TENANTS = 2_000;

  private final ServiceCalls calls;
  private final String quoteService;
  private final ProductVocabulary tradeWordsOnly = new ProductVocabulary(List.of());
  private final LoadingCache<TenantId, Known> known =
      Caffeine.newBuilder()
          .maximumSize(TENANTS)
          .refreshAfterWrite(FRESH)
          .executor(task -> Thread.ofVirtual().start(task))
          .build(this::load);

  ProductVocabularies(ServiceCalls calls, String quoteService) {
    this.calls = calls;
    this.quoteService = quoteService;
  }

  /** What a tenant's customers may name. */
  public ProductVocabulary of(TenantId tenant) {
    try {
      return known.get(tenant).vocabulary();
    } catch (RestClientException unavailable) {
      log.atWarn()
          .addKeyValue("reason", unavailable.getMessage())
          .log("catalogue not available; using general trade words");
      return tradeWordsOnly;
    }
  }

  /**
   * What a product is called.
   *
   * @param product its catalogue key
   * @param language BCP 47 tag
   */
  public String name(TenantId tenant, String product, String language) {
    Known tenants = known.getIfPresent(tenant);
    String fallback = product.replace('_', ' ');
    if (tenants == null) {
      return fallback;
    }
    String tag = language.length() > 2 ? language.substring(0, 2) : language;
    return tenants.names().getOrDefault(product, Map.of()).getOrDefault(tag, fallback);
  }

  private Known load(TenantId tenant) {
    Families families =
        calls
            .to(quoteService, tenant)
            .get()
            .uri("/api/v1/products/families")
            .retrieve()
            .body(Families.class);
    List<Family> all = families == null ? List.of() : families.families();
    Known before = known.getIfPresent(tenant);
    if (before != null && before.families().equals(all)) {
      return before;
    }
    Map<String, Map<String, String>> names = new HashMap<>();
    all.forEach(family -> names.put(family.product(), family.names()));
    return new Known(
        all,
        new ProductVocabulary(
            all.stream()
                .map(
                    family -> new ProductFamily(family.product(), family.group(), family.aliases()))
                .toList()),
        names);
  }

  private record Families(List<Family> families) {}

  /** A family as the quote service tells it. */
  private record Family(
      String product, ProductGroup group, List<String> aliases, Map<String, String> names) {}

  private record Known(
      List<Family> families,
      ProductVocabulary vocabulary,
      Map<String, Map<String, String>> names) {}
}
