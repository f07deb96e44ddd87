package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;

/** When a length of business time of a tenant is over. */
@FunctionalInterface
interface BusinessTime {
  /** The instant at which {@code length} of open hours have passed since {@code from}. */
  Instant plus(TenantId tenant, Instant from, Duration length);
}
