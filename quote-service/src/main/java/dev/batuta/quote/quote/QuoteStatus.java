package dev.batuta.quote.quote;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a quote stands in its life. */
public enum QuoteStatus {
  /** Made, not yet in the customer's hands. */
  @JsonProperty("draft")
  DRAFT,
  /** In the customer's hands, waiting for an answer. */
  @JsonProperty("sent")
  SENT,
  /** The customer took it. Final. */
  @JsonProperty("accepted")
  ACCEPTED,
  /** The customer declined it. Final. */
  @JsonProperty("rejected")
  REJECTED,
  /** Its validity ended without an answer. Final. */
  @JsonProperty("expired")
  EXPIRED;

  /** The JSON form: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean allows(QuoteStatus next) {
    return switch (this) {
      case DRAFT -> next == SENT;
      case SENT -> next == ACCEPTED || next == REJECTED || next == EXPIRED;
      case ACCEPTED, REJECTED, EXPIRED -> false;
    };
  }
}
