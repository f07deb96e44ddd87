package dev.batuta.orchestrator.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class OpenTasksTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final int LIMIT = 10;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2126-03-02T12:00:00Z"));
  private final AtomicInteger stored = new AtomicInteger();
  private final AtomicInteger counts = new AtomicInteger();
  private final OpenTasks open =
      new OpenTasks(
          (_, most) -> {
            counts.incrementAndGet();
            return Math.min(stored.get(), most);
          },
          now::get);

  @Test
  void no_more_than_the_limit_get_in() {
    stored.set(7);

    assertThat(open.enter(ACME, LIMIT)).isEqualTo(2);
    assertThat(open.enter(ACME, LIMIT)).isEqualTo(1);
    assertThat(open.enter(ACME, LIMIT)).isZero();
    assertThat(open.enter(ACME, LIMIT)).isEqualTo(-1);
    assertThat(open.enter(OTHER, LIMIT)).isEqualTo(2);
  }

  @Test
  void what_has_ended_makes_room_within_a_second() {
    stored.set(10);
    int full = open.enter(ACME, LIMIT);
    stored.set(0);

    int tooEarly = open.enter(ACME, LIMIT);
    later(Duration.ofSeconds(1));
    int again = open.enter(ACME, LIMIT);

    assertThat(full).isEqualTo(-1);
    assertThat(tooEarly).isEqualTo(-1);
    assertThat(again).isEqualTo(9);
  }

  @Test
  void a_tenant_far_from_its_limit_is_counted_every_ten_seconds_only() {
    for (int i = 0; i < 40; i++) {
      assertThat(open.enter(ACME, 1_000)).isPositive();
      later(Duration.ofMillis(500));
    }

    assertThat(counts.get()).isEqualTo(2);
  }

  @Test
  void what_other_orchestrators_let_in_is_seen_at_the_next_count() {
    var _ = open.enter(ACME, LIMIT);
    stored.set(10);

    later(Duration.ofSeconds(10));

    assertThat(open.enter(ACME, LIMIT)).isEqualTo(-1);
  }

  private void later(Duration passed) {
    now.updateAndGet(at -> at.plus(passed));
  }
}
