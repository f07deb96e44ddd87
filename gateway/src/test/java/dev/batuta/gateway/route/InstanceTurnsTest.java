package dev.batuta.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class InstanceTurnsTest {
  private static final URI ONE = URI.create("http://one:8001");
  private static final URI TWO = URI.create("http://two:8001");

  private final AtomicLong nanos = new AtomicLong();
  private final InstanceTurns turns = new InstanceTurns(List.of(ONE, TWO), nanos::get);

  @Test
  void instances_take_turns() {
    assertThat(turns.order()).containsExactly(ONE, TWO);
    assertThat(turns.order()).containsExactly(TWO, ONE);
    assertThat(turns.order()).containsExactly(ONE, TWO);
  }

  @Test
  void one_that_failed_is_asked_last_for_a_while() {
    turns.failed(ONE);

    assertThat(turns.order()).containsExactly(TWO, ONE);
    assertThat(turns.order()).containsExactly(TWO, ONE);
    nanos.addAndGet(InstanceTurns.SPARED.toNanos());
    assertThat(turns.order()).containsExactly(ONE, TWO);
  }

  @Test
  void when_all_failed_all_are_asked() {
    turns.failed(ONE);
    turns.failed(TWO);

    assertThat(turns.order()).containsExactlyInAnyOrder(ONE, TWO);
  }
}
