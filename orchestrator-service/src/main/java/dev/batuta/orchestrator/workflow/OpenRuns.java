package dev.batuta.orchestrator.workflow;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/**
 * Counts a tenant's runs in flight: what the store says, read again every second, and what this
 * process has started and ended since. With several processes a tenant may be over its limit by
 * what the others start within a second. Thread-safe.
 */
final class OpenRuns implements RunLimit {
  private static final Duration COUNTED_AGAIN = Duration.ofSeconds(1);
  private static final int TENANTS = 10_000;

  private final LoadingCache<TenantId, AtomicLong> open;
  private final ToIntFunction<TenantId> limits;

  OpenRuns(RunStore store, ToIntFunction<TenantId> limits) {
    this.limits = limits;
    this.open =
        Caffeine.newBuilder()
            .maximumSize(TENANTS)
            .expireAfterWrite(COUNTED_AGAIN)
            .build(tenant -> new AtomicLong(store.countOpen(tenant)));
  }

  @Override
  public boolean reached(TenantId tenant) {
    return open.get(tenant).get() >= limits.applyAsInt(tenant);
  }

  @Override
  public int of(TenantId tenant) {
    return limits.applyAsInt(tenant);
  }

  @Override
  public void started(TenantId tenant) {
    AtomicLong known = open.getIfPresent(tenant);
    if (known != null) {
      known.incrementAndGet();
    }
  }

  @Override
  public void ended(TenantId tenant) {
    AtomicLong known = open.getIfPresent(tenant);
    if (known != null) {
      known.decrementAndGet();
    }
  }
}
