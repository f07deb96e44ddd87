package dev.batuta.quote.quoting;

import static java.util.Objects.requireNonNull;

import dev.batuta.quote.pricing.Refusal;
import dev.batuta.quote.quote.Quote;
import java.util.List;

/** What an inquiry comes to. */
public sealed interface Offer {
  /** There is a quote. */
  record Made(Quote quote) implements Offer {
    public Made {
      requireNonNull(quote, "quote");
    }
  }

  /**
   * It cannot be priced.
   *
   * @param reasons at least one
   * @param language in which the customer hears them
   */
  record Refused(List<Refusal> reasons, String language) implements Offer {
    public Refused {
      reasons = List.copyOf(reasons);
      requireNonNull(language, "language");
    }
  }

  /**
   * The tenant has no catalogue, so a person has to quote.
   *
   * @param language in which the customer hears that
   */
  record NoCatalogue(String language) implements Offer {
    public NoCatalogue {
      requireNonNull(language, "language");
    }
  }
}
