package dev.batuta.starter.tenant;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The tenants there are, as one immutable snapshot that the tenant feed replaces. Thread-safe. */
public final class TenantDirectory {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<TenantId, TenantDescription> tenants = Map.of();

  /** What is known of a tenant; empty if there is none of that id. */
  public Optional<TenantDescription> find(TenantId tenant) {
    return Optional.ofNullable(tenants.get(tenant));
  }

  /** What a tenant has subscribed to; {@code starter} if there is none of that id. */
  public TenantTier tier(TenantId tenant) {
    return find(tenant).map(TenantDescription::tier).orElse(TenantTier.STARTER);
  }

  /** A tenant's share of what all tenants use together, in relation to the others': 1 to 8. */
  public int weight(TenantId tenant) {
    return switch (tier(tenant)) {
      case FREE -> 1;
      case STARTER -> 2;
      case PRO -> 4;
      case ENTERPRISE -> 8;
    };
  }

  /** Ids of the tenants whose work is done. */
  public Set<TenantId> active() {
    return tenants.values().stream()
        .filter(tenant -> tenant.status() == TenantStatus.ACTIVE)
        .map(TenantDescription::tenantId)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Calls {@code listener} after each change, on the thread of the feed; it must return at once.
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Puts a newer description in place. */
  public synchronized void apply(TenantDescription tenant) {
    Map<TenantId, TenantDescription> next = new HashMap<>(tenants);
    next.put(tenant.tenantId(), tenant);
    tenants = Map.copyOf(next);
    listeners.forEach(Runnable::run);
  }
}
