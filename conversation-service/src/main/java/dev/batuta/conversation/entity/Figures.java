package dev.batuta.conversation.entity;

import java.math.BigDecimal;

/** Reads numbers written in digits: comma or point may be the decimal mark. */
final class Figures {
  /** Digits beyond this are no quantity or amount of anybody. */
  private static final int LONGEST = 15;

  private Figures() {}

  /** A count or a size: "3,5" and "3.5" are three and a half, "1.200" is twelve hundred. */
  static BigDecimal number(String digits, String country) {
    return read(digits, country);
  }

  /** Money: "3.200" and "3,200" are thousands, "99,90" has cents. */
  static BigDecimal amount(String digits, String country) {
    var spaceless = digits.replace(" ", "").replace("'", "");
    if (spaceless.matches("\\d{1,3}(?:,\\d{3})+(?:\\.\\d{1,2})?")) {
      return plain(spaceless.replace(",", ""));
    }
    return read(spaceless, country);
  }

  private static BigDecimal read(String digits, String country) {
    int point = digits.lastIndexOf('.');
    int comma = digits.lastIndexOf(',');
    if (point >= 0 && comma >= 0) {
      return point > comma
          ? plain(digits.replace(",", ""))
          : plain(digits.replace(".", "").replace(',', '.'));
    }
    char mark = comma >= 0 ? ',' : '.';
    int at = Math.max(point, comma);
    if (at < 0) {
      return plain(digits);
    }
    boolean several = digits.indexOf(mark) != at;
    boolean groups = digits.length() - at - 1 == 3 && at <= 3 && digits.charAt(0) != '0';
    boolean thousands = mark == '.' ? !"US".equals(country) : "US".equals(country);
    if (several || (groups && thousands)) {
      return plain(digits.replace(String.valueOf(mark), ""));
    }
    return plain(digits.replace(',', '.'));
  }

  private static BigDecimal plain(String digits) {
    var shortened = digits.length() > LONGEST ? digits.substring(0, LONGEST) : digits;
    var clean =
        shortened.endsWith(".") ? shortened.substring(0, shortened.length() - 1) : shortened;
    int first = clean.indexOf('.');
    return new BigDecimal(
        first >= 0 && first != clean.lastIndexOf('.')
            ? clean.substring(0, first) + clean.substring(first).replace(".", "")
            : clean);
  }
}
