package dev.batuta.starter.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantHalt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TenantHaltsTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");

  private final TenantHalts halts = new TenantHalts();

  @Test
  void of_two_orders_the_newer_holds_whichever_comes_first() {
    halts.apply(order(true, 2));
    halts.apply(order(false, 1));

    assertThat(halts.halted(ACME)).isTrue();
    assertThat(halts.tenants()).isEqualTo(Set.of(ACME));

    halts.apply(order(false, 3));

    assertThat(halts.halted(ACME)).isFalse();
    assertThat(halts.tenants()).isEmpty();
  }

  @Test
  void a_change_is_told_once() {
    List<Boolean> heard = new ArrayList<>();
    halts.onChange(() -> heard.add(halts.halted(ACME)));

    halts.apply(order(true, 1));
    halts.apply(order(true, 1));
    halts.apply(order(false, 2));

    assertThat(heard).containsExactly(true, false);
  }

  private static TenantHalt order(boolean halted, int second) {
    return new TenantHalt(ACME, halted, "invented", "somebody", NOON.plusSeconds(second));
  }
}
