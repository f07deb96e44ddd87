package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.AgentId;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the agents, which serve all tenants. */
@RestController
@RequestMapping("/api/orchestrator/agents")
class AgentController {
  private final AgentRegistry registry;

  AgentController(AgentRegistry registry) {
    this.registry = registry;
  }

  /** A list of agents. */
  record Agents(List<AgentState> agents) {}

  /** Just the health of one. */
  record Health(
      AgentId agentId, AgentHealth status, int instances, int instancesUp, double utilization) {}

  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.PLATFORM_ADMIN, Role.SERVICE})
  Agents list() {
    return new Agents(registry.agents());
  }

  @GetMapping("/{agent_id}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.PLATFORM_ADMIN, Role.SERVICE})
  AgentState show(@PathVariable("agent_id") String agentId) {
    return find(agentId);
  }

  @GetMapping("/{agent_id}/health")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.PLATFORM_ADMIN, Role.SERVICE})
  Health health(@PathVariable("agent_id") String agentId) {
    AgentState agent = find(agentId);
    long up = agent.instances().stream().filter(i -> i.status() == AgentHealth.UP).count();
    return new Health(
        agent.agentId(),
        agent.status(),
        agent.instances().size(),
        Math.toIntExact(up),
        agent.utilization());
  }

  private AgentState find(String agentId) {
    try {
      return registry
          .agent(new AgentId(agentId))
          .orElseThrow(() -> ProblemException.notFound("agent", agentId));
    } catch (IllegalArgumentException _) {
      throw ProblemException.notFound("agent", agentId);
    }
  }
}
