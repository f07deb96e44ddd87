package dev.batuta.quote.pricing;

import dev.batuta.quote.catalogue.Product;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which product an item means. */
sealed interface Choice {
  /** Exactly this one. */
  record Chosen(
      Product product,
      @Nullable String colour,
      boolean colourAssumed,
      @Nullable String size,
      List<Attribute> toConfirm)
      implements Choice {}

  /** None, or it cannot be told. */
  record Unclear(Refusal reason) implements Choice {}
}
