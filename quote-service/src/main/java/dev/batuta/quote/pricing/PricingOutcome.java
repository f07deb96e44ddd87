package dev.batuta.quote.pricing;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/** What the price engine answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
public sealed interface PricingOutcome {
  /** Everything has a price. */
  @JsonTypeName("priced")
  record Priced(PricedQuote quote) implements PricingOutcome {
    public Priced {
      requireNonNull(quote, "quote");
    }
  }

  /**
   * Something has none; nothing is priced in part.
   *
   * @param reasons every reason, in the order of the items; at least one
   */
  @JsonTypeName("refused")
  record Refused(List<Refusal> reasons) implements PricingOutcome {
    public Refused {
      reasons = List.copyOf(reasons);
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("a refusal has a reason");
      }
    }
  }
}
