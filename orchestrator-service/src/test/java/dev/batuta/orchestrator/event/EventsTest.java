package dev.batuta.orchestrator.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.EventPosted;
import dev.batuta.starter.problem.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EventsTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");

  @Test
  void an_event_brings_its_own_id_and_time_or_gets_them() {
    EventPosted bare = new EventBody("cart_abandoned", null, null, null).checked(ACME, "new", NOON);
    EventPosted whole =
        new EventBody(
                "cart_abandoned",
                "cart-7",
                ContractJson.mapper().readTree("{\"total\":12.50}"),
                "2126-03-01T00:00:00Z")
            .checked(ACME, "new", NOON);

    assertThat(bare.id()).isEqualTo("new");
    assertThat(bare.timestamp()).isEqualTo(NOON);
    assertThat(bare.data().isObject()).isTrue();
    assertThat(whole.id()).isEqualTo("cart-7");
    assertThat(whole.timestamp()).isEqualTo("2126-03-01T00:00:00Z");
    assertThat(whole.data().toString()).isEqualTo("{\"total\":12.50}");
  }

  @Test
  void every_fault_of_an_event_is_named_at_once() {
    EventBody body =
        new EventBody("Not a word", " ", ContractJson.mapper().readTree("[1]"), "yesterday");

    assertThatThrownBy(() -> body.checked(ACME, "new", NOON))
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll("type is", "id has", "data is", "time has");
  }
}
