package dev.batuta.conversation.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of thing a product is, which decides what must be known before it can be quoted. */
public enum ProductGroup {
  /** Insulated panels: sold by thickness and length. */
  @JsonProperty("panel")
  PANEL,
  /** Roofing and wall sheets: sold by length. */
  @JsonProperty("sheet")
  SHEET,
  /** Loose insulation in boards or rolls: sold by thickness. */
  @JsonProperty("insulation")
  INSULATION,
  /** Everything else: a quantity is enough. */
  @JsonProperty("other")
  OTHER;

  /**
   * Tells whether a thickness belongs to the thing.
   *
   * @return true for panels and insulation
   */
  public boolean hasThickness() {
    return this == PANEL || this == INSULATION;
  }

  /**
   * Tells whether a length belongs to the thing.
   *
   * @return true for panels and sheets
   */
  public boolean hasLength() {
    return this == PANEL || this == SHEET;
  }
}
