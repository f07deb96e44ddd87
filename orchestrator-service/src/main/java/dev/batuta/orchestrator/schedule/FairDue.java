package dev.batuta.orchestrator.schedule;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes of what is due a bounded part in which no tenant waits for the flood of another: the most
 * overdue ones, and, when there are more of them than fit, some of each tenant besides. The tenants
 * take turns in the order of the result. For one thread.
 */
final class FairDue<T> {
  /** So many of the most overdue are taken at a time. */
  static final int PAGE = 500;

  private static final int SHARE = 20;
  private static final int TENANTS_AT_ONCE = 100;

  /** Where what is due is kept. */
  interface Source<T> {
    /** Of all tenants, the most overdue first. */
    List<T> due(Instant now, int limit);

    /** Of one tenant, the most overdue first. */
    List<T> due(TenantId tenant, Instant now, int limit);
  }

  /**
   * A part of what is due.
   *
   * @param items in the order to go through them
   * @param oldest the most overdue one; null when nothing is due
   * @param more whether there may be more
   */
  record Part<T>(List<T> items, @Nullable T oldest, boolean more) {}

  private final Source<T> source;
  private final Supplier<Set<TenantId>> tenants;
  private final Function<T, TenantId> tenantOf;
  private final Function<T, Object> idOf;
  private int turn;

  FairDue(
      Source<T> source,
      Supplier<Set<TenantId>> tenants,
      Function<T, TenantId> tenantOf,
      Function<T, Object> idOf) {
    this.source = source;
    this.tenants = tenants;
    this.tenantOf = tenantOf;
    this.idOf = idOf;
  }

  Part<T> next(Instant now) {
    List<T> page = source.due(now, PAGE);
    if (page.size() < PAGE) {
      return new Part<>(inTurns(page), page.isEmpty() ? null : page.getFirst(), false);
    }
    Map<Object, T> part = new LinkedHashMap<>();
    page.forEach(each -> part.put(idOf.apply(each), each));
    List<TenantId> all =
        tenants.get().stream().sorted((a, b) -> a.value().compareTo(b.value())).toList();
    for (int i = 0; i < Math.min(TENANTS_AT_ONCE, all.size()); i++) {
      TenantId tenant = all.get(Math.floorMod(turn++, all.size()));
      source.due(tenant, now, SHARE).forEach(each -> part.put(idOf.apply(each), each));
    }
    return new Part<>(inTurns(List.copyOf(part.values())), page.getFirst(), true);
  }

  private List<T> inTurns(List<T> items) {
    Map<TenantId, Deque<T>> queues = new HashMap<>();
    Deque<TenantId> order = new ArrayDeque<>();
    for (T item : items) {
      queues
          .computeIfAbsent(
              tenantOf.apply(item),
              tenant -> {
                order.add(tenant);
                return new ArrayDeque<>();
              })
          .add(item);
    }
    List<T> result = new ArrayList<>(items.size());
    while (!order.isEmpty()) {
      TenantId tenant = order.remove();
      Deque<T> queue = queues.getOrDefault(tenant, new ArrayDeque<>());
      result.add(queue.remove());
      if (!queue.isEmpty()) {
        order.add(tenant);
      }
    }
    return result;
  }
}
