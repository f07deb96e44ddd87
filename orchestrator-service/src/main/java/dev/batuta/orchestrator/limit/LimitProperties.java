package dev.batuta.orchestrator.limit;

import dev.batuta.contracts.tenant.TenantTier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of every tier; the usual ones stand in {@code orchestrator-service.yml}.
 *
 * @param enabled off for measurements of the machine itself
 * @param free to try it out
 * @param starter a small shop
 * @param pro a steady flow
 * @param enterprise machines of its own
 */
@ConfigurationProperties("orchestrator.limits")
record LimitProperties(
    @DefaultValue("true") boolean enabled,
    TierLimits free,
    TierLimits starter,
    TierLimits pro,
    TierLimits enterprise) {
  TierLimits of(TenantTier tier) {
    return switch (tier) {
      case FREE -> free;
      case STARTER -> starter;
      case PRO -> pro;
      case ENTERPRISE -> enterprise;
    };
  }
}
