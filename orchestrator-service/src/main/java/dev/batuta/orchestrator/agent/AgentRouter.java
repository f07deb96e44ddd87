package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.Capability;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Chooses the agent of a task: one that can do all that is required, healthy before lost, then the
 * least busy. Thread-safe.
 */
public final class AgentRouter {
  private static final Comparator<AgentState> PREFERENCE =
      Comparator.comparing(AgentState::status)
          .thenComparingDouble(AgentState::utilization)
          .thenComparing(agent -> agent.agentId().value());

  private final AgentRegistry registry;

  AgentRouter(AgentRegistry registry) {
    this.registry = registry;
  }

  /** Decides by the agents' state now. */
  public RoutingDecision route(List<Capability> required) {
    List<AgentState> agents = registry.agents();
    List<AgentState> capable =
        agents.stream()
            .filter(agent -> agent.capabilities().containsAll(required))
            .sorted(PREFERENCE)
            .toList();
    if (capable.isEmpty()) {
      return new RoutingDecision.NoCapableAgent(
          agents.stream()
              .flatMap(agent -> agent.capabilities().stream())
              .distinct()
              .sorted(Comparator.comparing(Capability::value))
              .toList());
    }
    AgentState best = capable.getFirst();
    return new RoutingDecision.Assigned(
        best.agentId(),
        best.service(),
        String.format(
            Locale.ROOT,
            "can %s; %s, %d of %d places taken; chosen of %d capable",
            String.join(", ", required.stream().map(Capability::value).toList()),
            best.status().word(),
            best.inFlight(),
            best.capacity(),
            capable.size()));
  }
}
