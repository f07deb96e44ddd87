package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import java.util.List;

/** What the router decided for one task. Callers handle every case. */
public sealed interface RoutingDecision {
  /**
   * This agent gets it.
   *
   * @param agent which
   * @param service short name of its service, whose topic the task goes to
   * @param reason why this one, for the task's record
   */
  record Assigned(AgentId agent, String service, String reason) implements RoutingDecision {}

  /**
   * No agent can do all that is required.
   *
   * @param known what the agents can do
   */
  record NoCapableAgent(List<Capability> known) implements RoutingDecision {
    public NoCapableAgent {
      known = List.copyOf(known);
    }
  }
}
