package dev.batuta.quote.pricing;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What can be said of an item. */
public enum Attribute {
  /** Thickness in millimetres. */
  @JsonProperty("thickness_mm")
  THICKNESS,
  /** Colour. */
  @JsonProperty("colour")
  COLOUR,
  /** Clothing or shoe size. */
  @JsonProperty("size")
  SIZE,
  /** Which product of its family. */
  @JsonProperty("variant")
  VARIANT,
  /** How many. */
  @JsonProperty("quantity")
  QUANTITY,
  /** What is counted. */
  @JsonProperty("unit")
  UNIT,
  /** Width in metres. */
  @JsonProperty("width_m")
  WIDTH,
  /** Length in metres. */
  @JsonProperty("length_m")
  LENGTH,
  /** Surface in square metres. */
  @JsonProperty("area_m2")
  AREA
}
