package dev.batuta.orchestrator.limit;

import dev.batuta.contracts.TenantId;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * What each tenant may ask for, by its tier. Applied where work is asked for and can be refused: at
 * submitted tasks and started runs. Customers' messages are not refused here: they were
 * acknowledged to their sender and wait in their mailbox, one run a conversation. Thread-safe.
 */
public final class TenantLimits {
  private static final Duration UNTIL_SOME_ENDED = Duration.ofSeconds(2);

  private final TenantDirectory tenants;
  private final LimitProperties properties;
  private final SubmitRates rates;
  private final OpenTasks open;
  private final MeterRegistry meters;

  TenantLimits(
      TenantDirectory tenants,
      LimitProperties properties,
      SubmitRates rates,
      OpenTasks open,
      MeterRegistry meters) {
    this.tenants = tenants;
    this.properties = properties;
    this.rates = rates;
    this.open = open;
    this.meters = meters;
  }

  /** The limits of a tenant's tier. */
  public TierLimits limits(TenantId tenant) {
    return properties.of(tenants.tier(tenant));
  }

  /** Whether limits are applied at all; off for measurements. */
  public boolean enabled() {
    return properties.enabled();
  }

  /** Asks for one more task of a tenant; what is allowed is used up. */
  public SubmitDecision submit(TenantId tenant) {
    TierLimits limits = limits(tenant);
    TokenRate rate = TokenRate.of(limits);
    if (!properties.enabled()) {
      return new SubmitDecision.Allowed(rate.quota(0), limits.openTasks());
    }
    TokenRate.Taken taken = rates.take(tenant, rate);
    Quota quota = rate.quota(taken.missing());
    SubmitDecision decision;
    if (taken.taken()) {
      int left = open.enter(tenant, limits.openTasks());
      decision =
          left >= 0
              ? new SubmitDecision.Allowed(quota, left)
              : new SubmitDecision.QueueFull(quota, limits.openTasks(), UNTIL_SOME_ENDED);
    } else {
      decision = new SubmitDecision.TooFast(quota);
    }
    count(decision);
    return decision;
  }

  private void count(SubmitDecision decision) {
    String outcome =
        switch (decision) {
          case SubmitDecision.Allowed _ -> "allowed";
          case SubmitDecision.TooFast _ -> "too_fast";
          case SubmitDecision.QueueFull _ -> "queue_full";
        };
    meters.counter("batuta.limits.submits", "outcome", outcome).increment();
  }
}
