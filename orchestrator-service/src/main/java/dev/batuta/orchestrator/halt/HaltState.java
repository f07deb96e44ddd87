package dev.batuta.orchestrator.halt;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantHalt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The newest order for a tenant.
 *
 * @param tenantId whose work
 * @param halted whether it is stopped
 * @param reason why; null when none was given
 * @param by who asked for it
 * @param since when
 * @param announced whether it stands on {@code platform.halts}
 * @param version counts writes; null before the first
 */
@Document("tenant_halts")
record HaltState(
    @Id TenantId tenantId,
    boolean halted,
    @Nullable String reason,
    String by,
    Instant since,
    boolean announced,
    @Version @Nullable Long version) {
  /** The order as a message. */
  TenantHalt order() {
    return new TenantHalt(tenantId, halted, reason, by, since);
  }

  HaltState told() {
    return new HaltState(tenantId, halted, reason, by, since, true, version);
  }
}
