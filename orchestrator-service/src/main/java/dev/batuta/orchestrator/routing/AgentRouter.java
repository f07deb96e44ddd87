package dev.batuta.orchestrator.routing;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.agent.AgentDeployment;
import dev.batuta.orchestrator.agent.AgentRegistry;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Chooses the agent of a task by the agents' state now and the tenant's rules. Thread-safe. */
@Component
public class AgentRouter {
  private final AgentRegistry registry;
  private final RoutingRules rules;

  AgentRouter(AgentRegistry registry, RoutingRules rules) {
    this.registry = registry;
    this.rules = rules;
  }

  /** Decides where the first attempt of a task goes. */
  public RoutingDecision route(
      TenantId tenant, TaskId task, List<Capability> required, JsonNode payload) {
    return decide(registry.deployments(), tenant, task, required, payload);
  }

  /**
   * Decides whether a further attempt goes elsewhere.
   *
   * @param agent who had the attempt before
   * @param service its deployment
   * @return a deployment in better health; empty if the task stays
   */
  public Optional<RoutingDecision.Assigned> reroute(
      TenantId tenant,
      TaskId task,
      List<Capability> required,
      JsonNode payload,
      AgentId agent,
      String service) {
    List<AgentDeployment> deployments = registry.deployments();
    Optional<AgentDeployment> before =
        deployments.stream().filter(each -> isOf(each, agent, service)).findFirst();
    if (before.isPresent() && RoutingChoice.rank(before.get()) == 0) {
      return Optional.empty();
    }
    if (!(decide(deployments, tenant, task, required, payload)
        instanceof RoutingDecision.Assigned assigned)) {
      return Optional.empty();
    }
    boolean better =
        deployments.stream()
            .filter(each -> isOf(each, assigned.agent(), assigned.service()))
            .anyMatch(each ->
                before.isEmpty() || RoutingChoice.rank(each) < RoutingChoice.rank(before.get()));
    if (!better) {
      return Optional.empty();
    }
    String health = before.map(each -> each.status().word()).orElse("lost");
    String from = agent + "/" + service;
    return Optional.of(
        new RoutingDecision.Assigned(
            assigned.agent(),
            assigned.service(),
            assigned.reason() + "; moved from " + from + ", which is " + health,
            assigned.explanation().movedFrom(from)));
  }

  private RoutingDecision decide(
      List<AgentDeployment> deployments,
      TenantId tenant,
      TaskId task,
      List<Capability> required,
      JsonNode payload) {
    Optional<RoutingRule> rule = rules.find(tenant, required.getFirst());
    Optional<String> sticky = rule.flatMap(each -> each.stickyValue(payload));
    String key = sticky.orElse(task.toString());
    RoutingDecision decision =
        RoutingChoice.decide(deployments, required, rule.orElse(null), key, sticky.isPresent());
    if (decision instanceof RoutingDecision.Assigned(var agent, var service, _, _)
        && deployments.stream().anyMatch(each -> isOf(each, agent, service) && each.probing())
        && !registry.takeProbe(agent, service)) {
      // Others took the last place for a probe meanwhile.
      return RoutingChoice.decide(
          deployments.stream()
              .map(each -> isOf(each, agent, service) ? each.notProbing() : each)
              .toList(),
          required,
          rule.orElse(null),
          key,
          sticky.isPresent());
    }
    return decision;
  }

  private static boolean isOf(AgentDeployment deployment, AgentId agent, String service) {
    return deployment.agentId().equals(agent) && deployment.service().equals(service);
  }
}
