package dev.batuta.quote.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

final class MoneyFormatTest {
  @Test
  void uruguayan_pesos_have_a_dot_between_thousands_and_a_comma_before_cents() {
    assertThat(MoneyFormat.show(Money.parse("UYU 1234.50"))).isEqualTo("$ 1.234,50");
  }

  @Test
  void dollars_are_told_from_pesos_by_their_sign() {
    assertThat(MoneyFormat.show(Money.parse("USD 1234.50"))).isEqualTo("US$ 1.234,50");
  }

  @Test
  void colombian_pesos_show_cents_only_if_there_are_any() {
    assertThat(MoneyFormat.show(Money.parse("COP 1234567"))).isEqualTo("$ 1.234.567");
    assertThat(MoneyFormat.show(Money.parse("COP 33529.41"))).isEqualTo("$ 33.529,41");
  }

  @Test
  void a_negative_amount_has_its_minus_in_front() {
    assertThat(MoneyFormat.show(Money.parse("USD -12.30"))).isEqualTo("-US$ 12,30");
  }

  @Test
  void measures_have_no_superfluous_zeros() {
    assertThat(MoneyFormat.number(new BigDecimal("47.8800"))).isEqualTo("47,88");
    assertThat(MoneyFormat.number(new BigDecimal("100000"))).isEqualTo("100.000");
  }

  @Test
  void a_number_too_long_to_write_out_is_shown_in_short() {
    assertThat(MoneyFormat.number(new BigDecimal("1E+999999999"))).isEqualTo("1E+999999999");
  }

  @Test
  void money_is_json_with_the_amount_as_text() {
    String json = MoneyJson.mapper().writeValueAsString(Money.parse("COP 1234567"));

    assertThat(json).isEqualTo("{\"amount\":\"1234567.00\",\"currency\":\"COP\"}");
    assertThat(MoneyJson.mapper().readValue(json, Money.class))
        .isEqualTo(Money.parse("COP 1234567"));
  }
}
