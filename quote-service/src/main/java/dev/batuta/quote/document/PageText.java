package dev.batuta.quote.document;

/** Makes foreign text fit for a page, and colours readable. */
final class PageText {
  private static final int LONGEST = 500;

  private PageText() {}

  /**
   * The text without what XML does not allow and what the font cannot show (control characters,
   * emoji), at most 500 characters of it.
   */
  static String clean(String text) {
    var clean = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(point -> {
          if (isPrintable(point)) {
            clean.appendCodePoint(point);
          } else if (Character.isWhitespace(point)) {
            clean.append(' ');
          }
        });
    return clean.toString().strip();
  }

  private static boolean isPrintable(int point) {
    if (!Character.isBmpCodePoint(point)) {
      return false;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> point < 0xFE00;
    };
  }

  /**
   * Black or white, whichever is easier to read on a colour.
   *
   * @param colour {@code #rrggbb}
   * @see <a href="https://www.w3.org/TR/AERT/#color-contrast">W3C: brightness of a colour</a>
   */
  static String readableOn(String colour) {
    int red = Integer.parseInt(colour.substring(1, 3), 16);
    int green = Integer.parseInt(colour.substring(3, 5), 16);
    int blue = Integer.parseInt(colour.substring(5, 7), 16);
    int brightness = (299 * red + 587 * green + 114 * blue) / 1000;
    return brightness > 140 ? "#1a1a1a" : "#ffffff";
  }
}
