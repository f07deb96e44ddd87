package dev.batuta.orchestrator.workflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The workflows that a tenant can start: those that ship with the platform, and its own. A tenant
 * that has published a workflow of a shipped name uses its own, until it has deprecated all
 * versions of it. Thread-safe.
 */
final class WorkflowDefinitions {
  private static final Duration NEWEST_KNOWN = Duration.ofSeconds(1);
  private static final int PLANS = 2_000;

  /** After the longest time that a run of it may take, for retries and for reading. */
  private static final Duration PLAN_KEPT = Duration.ofDays(60);

  private final Map<String, TreeMap<Integer, Version>> shipped = new TreeMap<>();
  private final DefinitionStore store;
  private final DefinitionCheck check;
  private final Cache<String, Version> own = Caffeine.newBuilder().maximumSize(PLANS).build();
  private final Cache<String, Optional<Version>> newest =
      Caffeine.newBuilder().maximumSize(PLANS).expireAfterWrite(NEWEST_KNOWN).build();

  /**
   * A version, ready for running.
   *
   * @param id which
   * @param plan it
   * @param json as it was published
   * @param deprecated whether no new runs of it are started unless its version is asked for
   * @param publishedAt when; null for what ships
   */
  record Version(
      WorkflowRun.DefinitionId id,
      WorkflowPlan plan,
      JsonNode json,
      boolean deprecated,
      @Nullable Instant publishedAt) {}

  /**
   * Reads {@code workflows/*.json} of the class path.
   *
   * @throws IllegalStateException if one is not valid
   */
  WorkflowDefinitions(DefinitionStore store, DefinitionCheck check) {
    this.store = store;
    this.check = check;
    try {
      for (Resource resource :
          new PathMatchingResourcePatternResolver().getResources("classpath*:workflows/*.json")) {
        try (InputStream in = resource.getInputStream()) {
          JsonNode json = ContractJson.mapper().readTree(in);
          Version version = version(json, false, false, null);
          shipped
              .computeIfAbsent(version.id().name(), _ -> new TreeMap<>())
              .put(version.id().version(), version);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("workflow definitions cannot be read", unreadable);
    }
  }

  /** What a new run of that name is a run of; empty if there is no such workflow. */
  Optional<Version> newest(TenantId tenant, String name) {
    return newest.get(tenant + "/" + name, _ -> readNewest(tenant, name));
  }

  /** A certain version, the tenant's own first; empty if there is none. */
  Optional<Version> version(TenantId tenant, String name, int number) {
    Optional<Version> mine = store.find(tenant, name, number).map(this::own);
    return mine.isPresent() ? mine : shipped(name, number);
  }

  /**
   * What a run is a run of.
   *
   * @throws IllegalStateException if it is gone
   */
  WorkflowPlan of(WorkflowRun run) {
    WorkflowRun.DefinitionId id = run.definition();
    if (!id.own()) {
      return shipped(id.name(), id.version())
          .orElseThrow(() -> new IllegalStateException("no longer ships: " + id))
          .plan();
    }
    String key = PublishedDefinition.id(run.tenantId(), id.name(), id.version());
    return own.get(
            key,
            _ ->
                store
                    .find(run.tenantId(), id.name(), id.version())
                    .map(this::read)
                    .orElseThrow(() -> new IllegalStateException("no longer published: " + key)))
        .plan();
  }

  /** Whether a run of that name could be started. */
  boolean has(TenantId tenant, String name) {
    return newest(tenant, name).isPresent();
  }

  /** All versions of one workflow, the tenant's own first, then the newest first. */
  List<Version> versions(TenantId tenant, String name) {
    List<Version> versions = new ArrayList<>();
    store.versions(tenant, name).forEach(each -> versions.add(own(each)));
    versions.addAll(shipped.getOrDefault(name, new TreeMap<>()).descendingMap().values());
    return versions;
  }

  /** What a new run would be a run of, for every workflow of a tenant, by name. */
  List<Version> list(TenantId tenant) {
    Map<String, Version> all = new TreeMap<>();
    shipped.forEach((name, versions) -> all.put(name, versions.lastEntry().getValue()));
    store.all(tenant).reversed().stream()
        .filter(each -> !each.deprecated())
        .forEach(each -> all.put(each.name(), own(each)));
    return all.values().stream().sorted(Comparator.comparing(each -> each.id().name())).toList();
  }

  /**
   * Publishes a checked definition under the next number.
   *
   * @return the new version; empty if another one took the number at the same moment
   */
  Optional<Version> publish(
      TenantId tenant, WorkflowDefinition definition, JsonNode json, String by, Instant now) {
    String name = definition.name();
    int number =
        1 + versions(tenant, name).stream().mapToInt(each -> each.id().version()).max().orElse(0);
    ObjectNode numbered = ((ObjectNode) json.deepCopy()).put("version", number);
    PublishedDefinition published =
        new PublishedDefinition(
            PublishedDefinition.id(tenant, name, number),
            tenant,
            name,
            number,
            numbered,
            false,
            now,
            by,
            null);
    if (!store.insert(published)) {
      return Optional.empty();
    }
    newest.invalidate(tenant + "/" + name);
    return Optional.of(own(published));
  }

  /**
   * Keeps a checked plan that has no name of its own, so that its run can keep to it: the same plan
   * again is the same workflow.
   */
  Version keepPlan(
      TenantId tenant, WorkflowDefinition plan, JsonNode json, String by, Instant now) {
    Instant expiresAt = now.plus(plan.timeout()).plus(PLAN_KEPT);
    PublishedDefinition kept =
        new PublishedDefinition(
            PublishedDefinition.id(tenant, plan.name(), plan.version()),
            tenant,
            plan.name(),
            plan.version(),
            json,
            false,
            now,
            by,
            expiresAt);
    if (!store.insert(kept)) {
      store.keepUntil(tenant, plan.name(), plan.version(), expiresAt);
    }
    return own(kept);
  }

  /** Marks one of the tenant's own versions; empty if there is none of that number. */
  Optional<Version> deprecate(TenantId tenant, String name, int number) {
    Optional<PublishedDefinition> marked = store.deprecate(tenant, name, number);
    own.invalidate(PublishedDefinition.id(tenant, name, number));
    newest.invalidate(tenant + "/" + name);
    return marked.map(this::own);
  }

  private Optional<Version> readNewest(TenantId tenant, String name) {
    Optional<Version> mine =
        store.versions(tenant, name).stream()
            .filter(each -> !each.deprecated())
            .findFirst()
            .map(this::own);
    if (mine.isPresent()) {
      return mine;
    }
    TreeMap<Integer, Version> versions = shipped.get(name);
    return versions == null ? Optional.empty() : Optional.of(versions.lastEntry().getValue());
  }

  private Optional<Version> shipped(String name, int number) {
    return Optional.ofNullable(shipped.getOrDefault(name, new TreeMap<>()).get(number));
  }

  private Version own(PublishedDefinition published) {
    Version known = own.get(published.id(), _ -> read(published));
    return known.deprecated() == published.deprecated() ? known : read(published);
  }

  private Version read(PublishedDefinition published) {
    return version(published.definition(), true, published.deprecated(), published.publishedAt());
  }

  private Version version(
      JsonNode json, boolean isOwn, boolean deprecated, @Nullable Instant publishedAt) {
    return switch (check.check(json, DefinitionCheck.Known.ALL)) {
      case DefinitionCheck.Outcome.Valid(var definition) ->
          new Version(
              new WorkflowRun.DefinitionId(definition.name(), definition.version(), isOwn),
              new WorkflowPlan(definition),
              json,
              deprecated,
              publishedAt);
      case DefinitionCheck.Outcome.Invalid(var faults) ->
          throw new IllegalStateException("workflow " + json.path("name") + ": " + faults);
      case DefinitionCheck.Outcome.TooLarge(int steps) ->
          throw new IllegalStateException(
              "workflow " + json.path("name") + ": " + steps + " steps");
    };
  }
}
