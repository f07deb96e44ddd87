package dev.batuta.orchestrator.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version of a workflow as callers see it.
 *
 * @param name what it is called
 * @param version which
 * @param origin {@code own} if the tenant published it, {@code shipped} if it comes with the
 *     platform
 * @param deprecated whether no new runs of it are started unless its version is asked for
 * @param publishedAt when; null for what ships
 * @param definition the whole of it; null in lists
 */
record WorkflowView(
    String name,
    int version,
    Origin origin,
    boolean deprecated,
    @Nullable Instant publishedAt,
    @Nullable JsonNode definition) {
  /** Where a version comes from. */
  enum Origin {
    OWN,
    SHIPPED;

    @com.fasterxml.jackson.annotation.JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A list of versions. */
  record Versions(List<WorkflowView> items) {}

  static WorkflowView of(WorkflowDefinitions.Version version) {
    return view(version, version.json());
  }

  static WorkflowView brief(WorkflowDefinitions.Version version) {
    return view(version, null);
  }

  private static WorkflowView view(
      WorkflowDefinitions.Version version, @Nullable JsonNode definition) {
    return new WorkflowView(
        version.id().name(),
        version.id().version(),
        version.id().own() ? Origin.OWN : Origin.SHIPPED,
        version.deprecated(),
        version.publishedAt(),
        definition);
  }
}
