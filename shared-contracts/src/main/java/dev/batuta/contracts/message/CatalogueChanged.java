package dev.batuta.contracts.message;

import static java.util.Objects.requireNonNull;

import dev.batuta.contracts.TenantId;
import java.time.Instant;

/**
 * A tenant's catalogue is another one than before; copies of it are out of date.
 *
 * @param tenantId whose catalogue
 * @param revision counts up with each change
 * @param timestamp when
 */
public record CatalogueChanged(TenantId tenantId, long revision, Instant timestamp)
    implements Message {
  public CatalogueChanged {
    requireNonNull(tenantId, "tenant_id");
    requireNonNull(timestamp, "timestamp");
  }
}
