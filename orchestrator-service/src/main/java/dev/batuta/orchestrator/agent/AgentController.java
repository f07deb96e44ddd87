package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Caller;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows and drains the agents, which serve all tenants. */
@RestController
@RequestMapping("/api/orchestrator/agents")
class AgentController {
  private final AgentRegistry registry;
  private final AgentDrains drains;

  AgentController(AgentRegistry registry, AgentDrains drains) {
    this.registry = registry;
    this.drains = drains;
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

  /**
   * Body of a drain: which part of the agent is meant, all of it when absent.
   *
   * @param service the one deployment
   * @param instanceId the one process
   */
  record Part(@Nullable String service, @Nullable InstanceId instanceId) {
    static final Part ALL = new Part(null, null);
  }

  /**
   * What of an agent is drained.
   *
   * @param drains those in force; empty when it takes tasks
   */
  record Drains(AgentId agentId, List<AgentDrain> drains) {}

  /** Lets an agent, one deployment or one process take no new tasks. */
  @PostMapping("/{agent_id}/drain")
  @RolesAllowed(Role.PLATFORM_ADMIN)
  ResponseEntity<Drains> drain(
      Caller caller,
      @PathVariable("agent_id") String agentId,
      @RequestBody(required = false) @Nullable Part body) {
    AgentState agent = find(agentId);
    Part part = checked(body);
    if (agent.deployments().stream().noneMatch(deployment -> isPart(deployment, part))) {
      throw ProblemException.notFound(
          "part of " + agentId + " named",
          String.valueOf(part.service() == null ? part.instanceId() : part.service()));
    }
    AgentId id = agent.agentId();
    return answer(id, drains.drain(id, part.service(), part.instanceId(), caller.subject()));
  }

  /** Takes a drain back; without a body all drains of the agent. Also of one that is gone. */
  @PostMapping("/{agent_id}/undrain")
  @RolesAllowed(Role.PLATFORM_ADMIN)
  ResponseEntity<Drains> undrain(
      Caller caller,
      @PathVariable("agent_id") String agentId,
      @RequestBody(required = false) @Nullable Part body) {
    AgentId id = idOf(agentId);
    Part part = checked(body);
    return answer(id, drains.undrain(id, part.service(), part.instanceId(), caller.subject()));
  }

  private ResponseEntity<Drains> answer(AgentId agent, boolean announced) {
    if (!announced) {
      throw new ProblemException(
          ProblemCode.UNAVAILABLE, "Kafka did not take the announcement; try again.");
    }
    return ResponseEntity.accepted().body(new Drains(agent, registry.drains(agent)));
  }

  private static Part checked(@Nullable Part part) {
    if (part != null && part.service() != null && part.instanceId() != null) {
      throw ProblemException.field("#/service", "name a service or an instance_id, not both");
    }
    return part == null ? Part.ALL : part;
  }

  private static boolean isPart(AgentDeployment deployment, Part part) {
    return (part.service() == null || part.service().equals(deployment.service()))
        && (part.instanceId() == null
            || deployment.instances().stream()
                .anyMatch(instance -> instance.instanceId().equals(part.instanceId())));
  }

  private AgentState find(String agentId) {
    return registry
        .agent(idOf(agentId))
        .orElseThrow(() -> ProblemException.notFound("agent", agentId));
  }

  private static AgentId idOf(String agentId) {
    try {
      return new AgentId(agentId);
    } catch (IllegalArgumentException _) {
      throw ProblemException.notFound("agent", agentId);
    }
  }
}
