package dev.batuta.quote.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one price is for. */
public enum PriceMeasure {
  /** One square metre. */
  @JsonProperty("m2")
  SQUARE_METRE,
  /** One metre of length. */
  @JsonProperty("m")
  METRE,
  /** One pack in which the product is sold: a piece, a box, a roll. */
  @JsonProperty("unit")
  UNIT
}
