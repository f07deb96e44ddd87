package dev.batuta.conversation.vocabulary;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product as customers name it.
 *
 * @param product the catalogue's key, for example {@code lana_de_roca}
 * @param group what kind of thing it is
 * @param aliases other names for it; misspellings and plurals need not be listed
 * @param traits how numbers beside it are read; empty when the catalogue does not say
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProductFamily(
    @JsonProperty("product") String product,
    @JsonProperty("group") ProductGroup group,
    @JsonProperty("aliases") List<String> aliases,
    @JsonProperty("traits") Set<ProductTrait> traits) {

  /** Checks the key and copies the lists. */
  public ProductFamily(
      String product,
      @Nullable ProductGroup group,
      @Nullable List<String> aliases,
      @Nullable Set<ProductTrait> traits) {
    this.product = requireNonNull(product, "a product family needs its product key");
    this.group = group == null ? ProductGroup.OTHER : group;
    this.aliases = aliases == null ? List.of() : List.copyOf(aliases);
    this.traits = traits == null ? Set.of() : Set.copyOf(traits);
  }

  /**
   * A family without traits, as a catalogue gives it.
   *
   * @param product the catalogue's key
   * @param group what kind of thing it is
   * @param aliases other names for it
   */
  public ProductFamily(String product, ProductGroup group, List<String> aliases) {
    this(product, group, aliases, Set.of());
  }
}
