package dev.batuta.quote.money;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.joda.money.Money;

/**
 * How numbers and amounts are written in Uruguay and Colombia: a dot between thousands, a comma
 * before decimals, in every language of the customer, so that one amount never has two readings.
 *
 * <p>Source: locale conventions es-UY and es-CO (Unicode CLDR): {@code $ 1.234,50} in UYU, {@code
 * US$ 1.234,50} in USD, {@code $ 1.234.567} in COP, where cents are shown only if there are any.
 */
public final class MoneyFormat {
  private static final int MAX_DECIMALS = 6;
  private static final int LONGEST_PLAIN_NUMBER = 20;

  private MoneyFormat() {}

  /** The amount with its currency sign, e.g. {@code US$ 1.234,50}. */
  public static String show(Money money) {
    BigDecimal amount = money.getAmount();
    String currency = money.getCurrencyUnit().getCode();
    boolean cents = !currency.equals("COP") || amount.stripTrailingZeros().scale() > 0;
    String sign =
        switch (currency) {
          case "UYU", "COP" -> "$";
          case "USD" -> "US$";
          default -> currency;
        };
    String digits = pattern(cents ? "#,##0.00" : "#,##0").format(amount.abs());
    return (amount.signum() < 0 ? "-" : "") + sign + " " + digits;
  }

  /** A measure or count without superfluous zeros, e.g. {@code 1.234,5}. */
  public static String number(BigDecimal value) {
    if (value.precision() > LONGEST_PLAIN_NUMBER
        || Math.abs(value.scale()) > LONGEST_PLAIN_NUMBER) {
      // Written out, a number such as 1E999999999 would need a gigabyte.
      return value.round(new MathContext(3)).toString();
    }
    return pattern("#,##0." + "#".repeat(MAX_DECIMALS)).format(value);
  }

  private static DecimalFormat pattern(String pattern) {
    var symbols = new DecimalFormatSymbols(Locale.ROOT);
    symbols.setGroupingSeparator('.');
    symbols.setDecimalSeparator(',');
    var format = new DecimalFormat(pattern, symbols);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format;
  }
}
