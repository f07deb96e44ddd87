package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.starter.tenant.TenantDirectory;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The facts that expressions see as {@code context}. */
final class RunContext {
  private final TenantDirectory tenants;
  private final CallbackAddresses addresses;

  RunContext(TenantDirectory tenants, CallbackAddresses addresses) {
    this.tenants = tenants;
    this.addresses = addresses;
  }

  /** The facts of a run that starts now. */
  JsonNode of(RunRequest request, WorkflowPlan plan, Instant now) {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    ObjectNode tenant = context.putObject("tenant").put("tenant_id", request.tenant().value());
    tenants.find(request.tenant()).ifPresent(known -> describe(tenant, known));
    context
        .put("run_id", request.id().toString())
        .put("workflow", plan.definition().name())
        .put("workflow_version", plan.definition().version())
        .put("started_at", now.toString());
    if (!plan.callbacks().isEmpty()) {
      ObjectNode callbacks = context.putObject("callbacks");
      plan.callbacks()
          .forEach(step ->
              callbacks.put(
                  step,
                  addresses.address(
                      new CallbackAddresses.Target(request.tenant(), request.id(), step))));
    }
    return context;
  }

  private static void describe(ObjectNode tenant, TenantDescription known) {
    tenant
        .put("name", known.name())
        .put("country", known.country())
        .put("currency", known.currency())
        .put("locale", known.locale())
        .put("time_zone", known.timeZone());
  }
}
