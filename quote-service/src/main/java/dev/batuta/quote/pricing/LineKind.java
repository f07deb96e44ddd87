package dev.batuta.quote.pricing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a line is on a quote. */
public enum LineKind {
  /** The customer asked for it. */
  @JsonProperty("product")
  PRODUCT,
  /** Covering a surface takes more than the surface. */
  @JsonProperty("waste")
  WASTE,
  /** Fitting what the customer asked for takes it. */
  @JsonProperty("accessory")
  ACCESSORY
}
