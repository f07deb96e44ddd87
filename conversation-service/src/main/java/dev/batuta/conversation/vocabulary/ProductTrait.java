package dev.batuta.conversation.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the numbers beside a product are to be read. */
public enum ProductTrait {
  /** Profiles: a number beside them names their section ("montante de 70"). */
  @JsonProperty("section")
  SECTION,
  /** Screws, rivets, cartridges: millimetres and numbers beside them name a size. */
  @JsonProperty("fastener")
  FASTENER,
  /** Boards and sheets: millimetres beside them are a thickness. */
  @JsonProperty("board")
  BOARD,
  /** Clothes and shoes: a number after them is a size. */
  @JsonProperty("sized")
  SIZED,
  /** Devices: a number after them is a model or a capacity. */
  @JsonProperty("model")
  MODEL,
  /** Things sold by the pair. */
  @JsonProperty("paired")
  PAIRED
}
