package dev.batuta.orchestrator.limit;

import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntBiFunction;

/**
 * How many tasks of each tenant have not ended, about: what was counted last, and what was let in
 * here since. It is counted again after ten seconds, and each second from half of the limit on; so
 * a tenant can pass its limit by what other orchestrators let in meanwhile and no more, and is
 * refused too early for a second at the most. Thread-safe.
 */
final class OpenTasks {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(10);

  private final ToIntBiFunction<TenantId, Integer> count;
  private final InstantSource clock;
  private final Map<TenantId, Known> known = new ConcurrentHashMap<>();

  /**
   * A counter.
   *
   * @param count counts a tenant's open tasks, up to a number
   */
  OpenTasks(ToIntBiFunction<TenantId, Integer> count, InstantSource clock) {
    this.count = count;
    this.clock = clock;
  }

  /** What is known of a tenant. */
  private static final class Known {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile Instant countedAt = Instant.EPOCH;
  }

  /** Lets one more in; how many may follow it, or -1 if there are {@code limit} already. */
  int enter(TenantId tenant, int limit) {
    Known of = known.computeIfAbsent(tenant, _ -> new Known());
    countIfDue(tenant, of, limit);
    int open = of.open.incrementAndGet();
    if (open > limit) {
      var _ = of.open.decrementAndGet();
      return -1;
    }
    return limit - open;
  }

  private void countIfDue(TenantId tenant, Known of, int limit) {
    Duration age = Duration.between(of.countedAt, clock.instant());
    Duration most = of.open.get() >= limit / 2 ? SOON : LATE;
    // One counts, the others go on with what is known.
    if (age.compareTo(most) >= 0 && of.counting.compareAndSet(false, true)) {
      try {
        int before = of.open.get();
        int counted = count.applyAsInt(tenant, limit + 1);
        // What was let in while it was being counted stays in the sum, even if it was counted too.
        var _ = of.open.addAndGet(counted - before);
        of.countedAt = clock.instant();
      } finally {
        of.counting.set(false);
      }
    }
  }
}
