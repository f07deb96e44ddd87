package dev.batuta.orchestrator.routing;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * How a tenant's tasks of one capability are shared out.
 *
 * @param id tenant and capability
 * @param tenantId whose tasks
 * @param capability the first that a task requires
 * @param targets who gets tasks, by weight; 1 to {@value #MOST_TARGETS}, one at least with a weight
 * @param stickyBy path into the payload, names joined by dots: tasks with the same value there go
 *     to the same target while it is well; null shares out task by task
 * @param fallbacks who gets tasks when no target is well, in this order; at most {@value
 *     #MOST_FALLBACKS}
 * @param updatedAt when it became so
 * @param updatedBy who made it so, as the token names it
 */
@Document("routing_rules")
record RoutingRule(
    @Id String id,
    TenantId tenantId,
    Capability capability,
    List<RoutingTarget> targets,
    @Nullable String stickyBy,
    List<RoutingTarget> fallbacks,
    Instant updatedAt,
    String updatedBy) {
  static final int MOST_TARGETS = 10;
  static final int MOST_FALLBACKS = 5;
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64}){0,7}");

  RoutingRule {
    targets = targets == null ? List.of() : List.copyOf(targets);
    fallbacks = fallbacks == null ? List.of() : List.copyOf(fallbacks);
    if (targets.isEmpty() || targets.size() > MOST_TARGETS) {
      throw new IllegalArgumentException("targets names 1 to " + MOST_TARGETS);
    }
    if (fallbacks.size() > MOST_FALLBACKS) {
      throw new IllegalArgumentException("fallbacks names at most " + MOST_FALLBACKS);
    }
    if (targets.stream().allMatch(target -> target.share() == 0)) {
      throw new IllegalArgumentException("one target at least has a weight above 0");
    }
    Set<String> names = new HashSet<>();
    for (RoutingTarget target : targets) {
      if (!names.add(target.name())) {
        throw new IllegalArgumentException("target " + target.name() + " is named twice");
      }
    }
    if (stickyBy != null && !PATH.matcher(stickyBy).matches()) {
      throw new IllegalArgumentException(
          "sticky_by is up to 8 names of a-z, 0-9, _ and -, joined by dots");
    }
  }

  static RoutingRule of(
      TenantId tenant,
      Capability capability,
      List<RoutingTarget> targets,
      @Nullable String stickyBy,
      List<RoutingTarget> fallbacks,
      Instant at,
      String by) {
    return new RoutingRule(
        id(tenant, capability), tenant, capability, targets, stickyBy, fallbacks, at, by);
  }

  static String id(TenantId tenant, Capability capability) {
    return tenant + ":" + capability;
  }

  /** The value by which a task sticks; empty if it has none, or the rule does not want it. */
  Optional<String> stickyValue(JsonNode payload) {
    if (stickyBy == null) {
      return Optional.empty();
    }
    JsonNode value = payload.at(JsonPointer.compile("/" + stickyBy.replace('.', '/')));
    return value.isValueNode() && !value.isNull()
        ? Optional.of(value.asString())
        : Optional.empty();
  }
}
