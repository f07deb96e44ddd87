package dev.batuta.quote.tax;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a product is treated by the value-added tax of its country. */
public enum TaxClass {
  /** The general rate: UY 22 %, CO 19 %. */
  @JsonProperty("general")
  GENERAL,
  /** The reduced rate: UY 10 % (tasa mínima), CO 5 %. */
  @JsonProperty("reduced")
  REDUCED,
  /** Taxed at 0 %: the tax is stated, its amount is zero. */
  @JsonProperty("exempt")
  EXEMPT,
  /** Outside the tax: no tax is stated at all (CO: Estatuto Tributario art. 424). */
  @JsonProperty("excluded")
  EXCLUDED
}
