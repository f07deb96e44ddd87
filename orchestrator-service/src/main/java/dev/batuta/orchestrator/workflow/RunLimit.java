package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.TenantId;

/** How many runs a tenant may have in flight. */
interface RunLimit {
  /** Whether it has as many as it may. */
  boolean reached(TenantId tenant);

  /** How many that is. */
  int of(TenantId tenant);

  /** One more. */
  void started(TenantId tenant);

  /** One less. */
  void ended(TenantId tenant);
}
