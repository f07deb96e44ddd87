package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All work of a tenant was stopped, or goes on again. The newest one per tenant stands on the
 * compacted topic {@code platform.halts}; an older one that arrives later changes nothing.
 *
 * @param tenantId whose work
 * @param halted whether it is stopped from now on
 * @param reason why; null when none was given
 * @param by who asked for it: the subject of their credentials
 * @param timestamp when; later than that of the tenant's halt before
 */
public record TenantHalt(
    TenantId tenantId, boolean halted, @Nullable String reason, String by, Instant timestamp)
    implements Message {
  public TenantHalt {
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(by, "by");
    requireNonNull(timestamp, "timestamp");
  }
}
