package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A wish for a run.
 *
 * @param workflow which
 * @param version which of its versions; null for the newest
 * @param id identity; a wish with an id that exists already has no effect
 * @param tenant for whom
 * @param input what it works on
 * @param parent the step that waits for it; null for none
 * @param traceparent the trace that it belongs to; null for none
 * @param limited whether the tenant's limit of runs in flight applies; it does not to what a
 *     customer waits for, nor to a step of a run that counts already
 */
public record RunRequest(
    String workflow,
    @Nullable Integer version,
    RunId id,
    TenantId tenant,
    JsonNode input,
    @Nullable ParentStep parent,
    @Nullable String traceparent,
    boolean limited) {}
