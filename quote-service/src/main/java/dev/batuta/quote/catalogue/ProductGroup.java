package dev.batuta.quote.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What has to be known of a product before it can be priced. */
public enum ProductGroup {
  /** Sandwich panels: thickness, and measures or pieces with their length. */
  @JsonProperty("panel")
  PANEL,
  /** Metal sheets and tiles: measures or pieces with their length. */
  @JsonProperty("sheet")
  SHEET,
  /** Insulation: thickness, and pieces or an area. */
  @JsonProperty("insulation")
  INSULATION,
  /** Everything else: a quantity. */
  @JsonProperty("other")
  OTHER
}
