package dev.batuta.conversation.entity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives a quantity the minus sign that stands before it in the middle of a line ("cotizame -5
 * paneles"), so that it is refused later on instead of being read as something else. At the start
 * of a line the sign is a list's dash.
 */
final class MinusSigns {
  private static final Pattern MINUS =
      Pattern.compile("(?<=\\p{L}\\h)[-\u2212\u2013](\\d{1,18})(?=\\h+\\p{L})");

  private MinusSigns() {}

  static List<Item> apply(String text, List<Item> items) {
    Matcher minus = MINUS.matcher(text);
    List<Item> signed = new ArrayList<>(items);
    while (minus.find()) {
      BigDecimal written = new BigDecimal(minus.group(1));
      for (int i = 0; i < signed.size(); i++) {
        BigDecimal quantity = signed.get(i).quantity();
        if (quantity != null && quantity.compareTo(written) == 0) {
          signed.set(i, signed.get(i).withQuantity(quantity.negate()));
          break;
        }
      }
    }
    return List.copyOf(signed);
  }
}
