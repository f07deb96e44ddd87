package dev.batuta.quote.catalogue;

import static java.util.Objects.requireNonNull;

/** One name in the three languages of the customers. */
public record Names(String es, String pt, String en) {
  public Names {
    requireNonNull(es, "es");
    requireNonNull(pt, "pt");
    requireNonNull(en, "en");
  }

  /**
   * The name in a language.
   *
   * @param language BCP 47, e.g. {@code pt-BR}; any other than Portuguese or English is Spanish
   */
  public String in(String language) {
    if (language.startsWith("pt")) {
      return pt;
    }
    return language.startsWith("en") ? en : es;
  }
}
