package dev.batuta.orchestrator.routing;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import java.util.List;

/** What the router decided for one task. Callers handle every case. */
public sealed interface RoutingDecision {
  /**
   * This agent gets it.
   *
   * @param agent which
   * @param service short name of the deployment's service, whose topic the task goes to
   * @param reason why this one, in a sentence for the task's record
   * @param explanation the same in full
   */
  record Assigned(AgentId agent, String service, String reason, RoutingExplanation explanation)
      implements RoutingDecision {}

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
