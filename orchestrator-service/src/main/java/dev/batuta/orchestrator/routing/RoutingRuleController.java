package dev.batuta.orchestrator.routing;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Caller;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A tenant's rules of who gets the tasks of a capability. */
@RestController
@RequestMapping("/api/v1/routing-rules")
class RoutingRuleController {
  private final RoutingRules rules;
  private final InstantSource clock;

  RoutingRuleController(RoutingRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * A target as it is written; see {@link RoutingTarget}.
   *
   * @param agentId the agent
   * @param service the one deployment
   * @param version the one build
   * @param weight 0 to 1000
   */
  record TargetBody(
      @Nullable String agentId,
      @Nullable String service,
      @Nullable String version,
      @Nullable Integer weight) {}

  /**
   * Body of a rule; see {@link RoutingRule}.
   *
   * @param targets who gets tasks, by weight
   * @param stickyBy path into the payload
   * @param fallbacks who gets them when no target is well
   */
  record RuleBody(
      @Nullable List<TargetBody> targets,
      @Nullable String stickyBy,
      @Nullable List<TargetBody> fallbacks) {}

  /** A rule as callers see it. */
  record RuleView(
      Capability capability,
      List<RoutingTarget> targets,
      @Nullable String stickyBy,
      List<RoutingTarget> fallbacks,
      Instant updatedAt,
      String updatedBy) {
    static RuleView of(RoutingRule rule) {
      return new RuleView(
          rule.capability(),
          rule.targets(),
          rule.stickyBy(),
          rule.fallbacks(),
          rule.updatedAt(),
          rule.updatedBy());
    }
  }

  /** All rules of a tenant. */
  record Rules(List<RuleView> items) {}

  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN})
  Rules list(TenantId tenant) {
    return new Rules(rules.list(tenant).stream().map(RuleView::of).toList());
  }

  @GetMapping("/{capability}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN})
  RuleView show(TenantId tenant, @PathVariable("capability") String capability) {
    Capability wanted = capabilityOf(capability);
    return rules.list(tenant).stream()
        .filter(rule -> rule.capability().equals(wanted))
        .findFirst()
        .map(RuleView::of)
        .orElseThrow(() -> ProblemException.notFound("routing rule for", capability));
  }

  /** Makes the rule, or puts it in place of the one before. Tasks under way stay where they are. */
  @PutMapping("/{capability}")
  @RolesAllowed(Role.TENANT_ADMIN)
  RuleView put(
      TenantId tenant,
      Caller caller,
      @PathVariable("capability") String capability,
      @RequestBody RuleBody body) {
    RoutingRule rule = ruleOf(tenant, caller, capabilityOf(capability), body);
    if (!rules.put(rule)) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "A tenant has at most " + RoutingRuleStore.MOST_RULES + " routing rules; remove one.");
    }
    return RuleView.of(rule);
  }

  @DeleteMapping("/{capability}")
  @RolesAllowed(Role.TENANT_ADMIN)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(TenantId tenant, @PathVariable("capability") String capability) {
    if (!rules.remove(tenant, capabilityOf(capability))) {
      throw ProblemException.notFound("routing rule for", capability);
    }
  }

  private RoutingRule ruleOf(TenantId tenant, Caller caller, Capability capability, RuleBody body) {
    List<RoutingTarget> targets = targetsOf("#/targets", body.targets());
    List<RoutingTarget> fallbacks = targetsOf("#/fallbacks", body.fallbacks());
    try {
      return RoutingRule.of(
          tenant,
          capability,
          targets,
          body.stickyBy(),
          fallbacks,
          clock.instant(),
          caller.subject());
    } catch (IllegalArgumentException invalid) {
      throw ProblemException.field("#", String.valueOf(invalid.getMessage()));
    }
  }

  private static List<RoutingTarget> targetsOf(String pointer, @Nullable List<TargetBody> bodies) {
    if (bodies == null) {
      return List.of();
    }
    return bodies.stream()
        .map(body -> {
          try {
            if (body.agentId() == null) {
              throw new IllegalArgumentException("a target names an agent_id");
            }
            return new RoutingTarget(
                new AgentId(body.agentId()), body.service(), body.version(), body.weight());
          } catch (IllegalArgumentException invalid) {
            throw ProblemException.field(
                pointer + "/" + bodies.indexOf(body), String.valueOf(invalid.getMessage()));
          }
        })
        .toList();
  }

  private static Capability capabilityOf(String text) {
    try {
      return new Capability(text);
    } catch (IllegalArgumentException _) {
      throw ProblemException.notFound("capability", text);
    }
  }
}
