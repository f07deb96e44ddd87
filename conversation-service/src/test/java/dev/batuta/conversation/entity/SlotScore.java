package dev.batuta.conversation.entity;

import dev.batuta.conversation.vocabulary.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Compares slots that were found with slots that were expected: each value counts alone, items are
 * paired by what they share, names and towns may be a part of each other.
 */
public final class SlotScore {
  private static final List<String> ITEM =
      List.of(
          "product",
          "quantity",
          "unit",
          "thickness_mm",
          "width_m",
          "length_m",
          "area_m2",
          "colour");

  private int hits;
  private int found;
  private int expected;

  /** Starts at nothing. */
  public SlotScore() {}

  /**
   * Counts one message.
   *
   * @param gold the expected slots
   * @param predicted the slots found
   * @return true when they agree in everything
   */
  public boolean add(JsonNode gold, JsonNode predicted) {
    int before = expected + found - 2 * hits;
    items(list(gold), list(predicted));
    Set<String> names = new LinkedHashSet<>(gold.propertyNames());
    names.addAll(predicted.propertyNames());
    names.remove("items");
    names.forEach(name -> value(name, gold.path(name), predicted.path(name)));
    return before == expected + found - 2 * hits;
  }

  /**
   * The harmonic mean of precision and recall over all values.
   *
   * @return F1 between 0 and 1
   */
  public double f1() {
    return expected + found == 0 ? 1 : 2.0 * hits / (expected + found);
  }

  private void items(List<JsonNode> gold, List<JsonNode> predicted) {
    var open = new ArrayList<>(predicted);
    for (var item : gold) {
      JsonNode best = null;
      int bestShared = 0;
      for (var candidate : open) {
        int shared = shared(item, candidate);
        if (shared > bestShared) {
          best = candidate;
          bestShared = shared;
        }
      }
      for (var name : ITEM) {
        value(name, item.path(name), best == null ? item.path("none") : best.path(name));
      }
      open.remove(best);
    }
    open.forEach(extra -> ITEM.forEach(name -> found += extra.path(name).isMissingNode() ? 0 : 1));
  }

  private static int shared(JsonNode gold, JsonNode predicted) {
    int shared = 0;
    for (var name : ITEM) {
      if (same(name, gold.path(name), predicted.path(name))) {
        shared += "product".equals(name) ? 3 : 1;
      }
    }
    return shared;
  }

  private void value(String name, JsonNode gold, JsonNode predicted) {
    expected += gold.isMissingNode() ? 0 : 1;
    found += predicted.isMissingNode() ? 0 : 1;
    hits += same(name, gold, predicted) ? 1 : 0;
  }

  private static boolean same(String name, JsonNode gold, JsonNode predicted) {
    if (gold.isMissingNode() || predicted.isMissingNode()) {
      return false;
    }
    if (gold.isNumber()) {
      return predicted.isNumber()
          && gold.decimalValue().subtract(predicted.decimalValue()).abs().compareTo(tolerance(gold))
              <= 0;
    }
    var left = new HashSet<>(Words.split(gold.asString()));
    var right = new HashSet<>(Words.split(predicted.asString()));
    if ("name".equals(name) || "city".equals(name)) {
      return left.containsAll(right) || right.containsAll(left);
    }
    return left.equals(right);
  }

  private static BigDecimal tolerance(JsonNode gold) {
    return gold.decimalValue().abs().max(BigDecimal.ONE).multiply(new BigDecimal("0.005"));
  }

  private static List<JsonNode> list(JsonNode slots) {
    return slots.path("items").valueStream().toList();
  }
}
