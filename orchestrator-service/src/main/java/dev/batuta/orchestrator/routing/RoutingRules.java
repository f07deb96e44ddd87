package dev.batuta.orchestrator.routing;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The tenants' rules at hand: what is stored, at most {@link #KEPT} old. A change is seen at once
 * where it was made, and after that time by the other orchestrators. Thread-safe.
 */
@Component
class RoutingRules {
  static final Duration KEPT = Duration.ofSeconds(2);

  private final RoutingRuleStore store;
  private final InstantSource clock;
  private final Map<TenantId, Known> known = new ConcurrentHashMap<>();

  RoutingRules(RoutingRuleStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Known(Map<Capability, RoutingRule> rules, Instant readAt) {}

  Optional<RoutingRule> find(TenantId tenant, Capability capability) {
    Instant now = clock.instant();
    Known rules = known.get(tenant);
    if (rules == null || !rules.readAt().plus(KEPT).isAfter(now)) {
      rules =
          new Known(
              store.list(tenant).stream()
                  .collect(
                      Collectors.toUnmodifiableMap(RoutingRule::capability, Function.identity())),
              now);
      known.put(tenant, rules);
    }
    return Optional.ofNullable(rules.rules().get(capability));
  }

  List<RoutingRule> list(TenantId tenant) {
    return store.list(tenant);
  }

  /** Stores a rule; false if the tenant has too many. */
  boolean put(RoutingRule rule) {
    boolean stored = store.put(rule);
    known.remove(rule.tenantId());
    return stored;
  }

  /** Removes a rule; false if there was none. */
  boolean remove(TenantId tenant, Capability capability) {
    boolean removed = store.remove(tenant, capability);
    known.remove(tenant);
    return removed;
  }
}
