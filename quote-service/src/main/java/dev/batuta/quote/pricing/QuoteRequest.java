package dev.batuta.quote.pricing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer wants priced.
 *
 * @param items 1 to 50 things
 * @param without families that must not be added as accessories ("sin tornillos"); null for none
 */
public record QuoteRequest(List<ItemRequest> items, @Nullable List<String> without) {
  public QuoteRequest {
    items = items == null ? List.of() : List.copyOf(items);
    without = without == null ? List.of() : List.copyOf(without);
  }

  /** A request with every accessory that belongs to its items. */
  public static QuoteRequest of(ItemRequest... items) {
    return new QuoteRequest(List.of(items), null);
  }

  /** Families that must not be added as accessories. */
  @Override
  public List<String> without() {
    return without == null ? List.of() : without;
  }
}
