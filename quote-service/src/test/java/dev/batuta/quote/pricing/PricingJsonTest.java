package dev.batuta.quote.pricing;

import static dev.batuta.quote.testing.Demo.BMC;
import static dev.batuta.quote.testing.Demo.item;
import static dev.batuta.quote.testing.Demo.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.quote.money.MoneyJson;
import dev.batuta.quote.testing.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PricingJsonTest {
  @Test
  void a_request_is_read_as_conversations_send_it() {
    String json =
        """
        {"items":[{"product":"isopanel","quantity":7,"unit":"unidad","thickness_mm":80,
        "length_m":3.5,"unknown":true},{"product":"gorra"}]}
        """;

    var request = MoneyJson.mapper().readValue(json, QuoteRequest.class);

    assertThat(request.items())
        .containsExactly(
            item("isopanel").quantity("7").unit("unidad").thick("80").longer("3.5").request(),
            ItemRequest.of("gorra"));
    assertThat(request.without()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void an_outcome_is_the_same_after_a_round_trip(PricingOutcome outcome) {
    String json = MoneyJson.mapper().writeValueAsString(outcome);

    assertThat(MoneyJson.mapper().readValue(json, PricingOutcome.class)).isEqualTo(outcome);
  }

  static PricingOutcome[] outcomes() {
    Item wall = item("isopanel").thick("100").longer("6").wide("4");
    return new PricingOutcome[] {
      outcome(BMC, wall, item("lana_de_roca").thick("50").area("25")),
      outcome(BMC, wall.longer("20"), item("ladrillo"), item("isodec")),
      outcome(BMC, wall.area("99"), wall.colour("rosa"), wall.quantity("1.5")),
      outcome(BMC)
    };
  }

  @Test
  void a_refusal_tells_its_code() {
    String json = MoneyJson.mapper().writeValueAsString(outcome(BMC, item("ladrillo")));

    assertThat(json)
        .startsWith(
            "{\"outcome\":\"refused\",\"reasons\":[{\"code\":\"unknown_product\",\"item\":0");
  }
}
