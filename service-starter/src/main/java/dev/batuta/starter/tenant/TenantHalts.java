package dev.batuta.starter.tenant;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantHalt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Whose work is stopped, as one immutable snapshot that the feed of {@code platform.halts}
 * replaces. Of two orders for a tenant the newer holds, whichever comes first. Thread-safe.
 */
public final class TenantHalts {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<TenantId, TenantHalt> orders = Map.of();

  /** Whether all work of a tenant is stopped. */
  public boolean halted(TenantId tenant) {
    TenantHalt order = orders.get(tenant);
    return order != null && order.halted();
  }

  /** The newest order for a tenant; empty if there never was one. */
  public Optional<TenantHalt> find(TenantId tenant) {
    return Optional.ofNullable(orders.get(tenant));
  }

  /** The tenants whose work is stopped. */
  public Set<TenantId> tenants() {
    return orders.values().stream()
        .filter(TenantHalt::halted)
        .map(TenantHalt::tenantId)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Calls {@code listener} after each change, on the thread that made it; it must return soon. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Puts an order in place unless a newer one is known. */
  public synchronized void apply(TenantHalt order) {
    TenantHalt known = orders.get(order.tenantId());
    if (known != null && !order.timestamp().isAfter(known.timestamp())) {
      return;
    }
    Map<TenantId, TenantHalt> next = new HashMap<>(orders);
    next.put(order.tenantId(), order);
    orders = Map.copyOf(next);
    listeners.forEach(Runnable::run);
  }
}
