package dev.batuta.orchestrator.watch;

import dev.batuta.contracts.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A bounded number of places for each tenant. Thread-safe. */
final class TenantPlaces {
  private final Map<TenantId, Integer> taken = new ConcurrentHashMap<>();
  private final int most;

  TenantPlaces(int most) {
    this.most = most;
  }

  /** Takes one; whether there was one. */
  boolean take(TenantId tenant) {
    boolean[] got = new boolean[1];
    taken.compute(
        tenant,
        (_, count) -> {
          int now = count == null ? 0 : count;
          got[0] = now < most;
          return got[0] ? Integer.valueOf(now + 1) : count;
        });
    return got[0];
  }

  /** Gives one back. */
  void free(TenantId tenant) {
    taken.computeIfPresent(tenant, (_, count) -> count == 1 ? null : Integer.valueOf(count - 1));
  }

  /** All that are taken. */
  int all() {
    return taken.values().stream().mapToInt(Integer::intValue).sum();
  }
}
