package dev.batuta.orchestrator.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts of a step by where they stand in it; what is absent is left out. */
final class Places {
  private final Map<String, String> all = new LinkedHashMap<>();

  Places add(String place, @Nullable String text) {
    if (text != null) {
      all.put(place, text);
    }
    return this;
  }

  Places addAll(String place, Map<String, String> texts) {
    texts.forEach((name, text) -> all.put(place + "/" + name, text));
    return this;
  }

  Map<String, String> all() {
    return all;
  }
}
