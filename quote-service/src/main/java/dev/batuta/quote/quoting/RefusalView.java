package dev.batuta.quote.quoting;

import dev.batuta.contracts.ContractJson;
import dev.batuta.quote.pricing.Refusal;
import dev.batuta.quote.wording.Wording;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reasons why there is no price, as callers see them: their facts and, as {@code text}, words. */
public final class RefusalView {
  private RefusalView() {}

  /** The reasons with their sentences in a language. */
  public static List<JsonNode> of(List<Refusal> reasons, String language) {
    Wording words = Wording.of(language);
    return reasons.stream().map(reason -> of(reason, words)).toList();
  }

  private static JsonNode of(Refusal reason, Wording words) {
    ObjectNode facts = ContractJson.mapper().valueToTree(reason);
    return facts.put("text", words.refusal(reason));
  }
}
