package dev.batuta.conversation.intent;

/** A language customers write in. */
public enum Language {
  /** Spanish. */
  ES("es"),
  /** Portuguese. */
  PT("pt"),
  /** English. */
  EN("en");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** Returns the BCP 47 language tag. */
  public String tag() {
    return tag;
  }

  /**
   * Returns the language of a BCP 47 tag such as {@code es-UY}; the region is ignored.
   *
   * @throws IllegalArgumentException if the language is none of these
   */
  public static Language ofTag(String tag) {
    for (Language language : values()) {
      if (tag.equals(language.tag) || tag.startsWith(language.tag + "-")) {
        return language;
      }
    }
    throw new IllegalArgumentException("expected es, pt or en, found " + tag);
  }
}
