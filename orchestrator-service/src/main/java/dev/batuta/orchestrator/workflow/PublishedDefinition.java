package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import tools.jackson.databind.JsonNode;

/**
 * A version of a workflow as a tenant has published it. It never changes, except that it may be
 * deprecated.
 *
 * @param id tenant, name and version
 * @param tenantId whose
 * @param name of the workflow
 * @param number its version
 * @param definition as it was published, with its version
 * @param deprecated whether no new runs of it are started unless its version is asked for
 * @param publishedAt when
 * @param publishedBy who, as the token says
 * @param expiresAt of a plan that was executed without a name, when it may be forgotten; null for
 *     what was published
 */
@Document("workflow_definitions")
record PublishedDefinition(
    @Id String id,
    TenantId tenantId,
    String name,
    int number,
    JsonNode definition,
    boolean deprecated,
    Instant publishedAt,
    String publishedBy,
    @Nullable Instant expiresAt) {
  static String id(TenantId tenant, String name, int version) {
    return tenant + "/" + name + "@" + version;
  }
}
