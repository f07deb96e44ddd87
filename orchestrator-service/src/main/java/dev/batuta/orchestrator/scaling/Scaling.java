package dev.batuta.orchestrator.scaling;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.agent.AgentDeployment;
import dev.batuta.orchestrator.agent.AgentRegistry;
import dev.batuta.orchestrator.task.TaskBacklog;
import dev.batuta.orchestrator.task.TaskBacklogStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures agents, each at most once a second however often it is asked, and never for more than a
 * tenth of the time: counting a long backlog takes longer, so its figures are kept longer.
 * Thread-safe.
 *
 * @see ScalingRule
 */
final class Scaling {
  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final int KEPT_BY_COST = 10;
  private static final int MOST_KEPT = 1_000;

  private final TaskBacklogStore backlogs;
  private final AgentRegistry agents;
  private final ScalingRule rule;
  private final InstantSource clock;
  private final Map<Asked, Measured> measured = new ConcurrentHashMap<>();

  Scaling(TaskBacklogStore backlogs, AgentRegistry agents, ScalingRule rule, InstantSource clock) {
    this.backlogs = backlogs;
    this.agents = agents;
    this.rule = rule;
    this.clock = clock;
  }

  private record Asked(AgentId agent, @Nullable String service) {}

  private record Measured(ScalingView view, Instant goodUntil) {}

  /**
   * The figures of an agent, a second old or little more; all zero for one that nobody knows, so
   * that one can start from none.
   */
  ScalingView of(AgentId agent, @Nullable String service) {
    Instant now = clock.instant();
    if (measured.size() >= MOST_KEPT) {
      measured.clear();
    }
    return measured
        .compute(
            new Asked(agent, service),
            (_, known) ->
                known != null && known.goodUntil().isAfter(now)
                    ? known
                    : measured(agent, service, now))
        .view();
  }

  private Measured measured(AgentId agent, @Nullable String service, Instant now) {
    ScalingView view = measure(agent, service, now);
    Instant done = clock.instant();
    Duration byCost = Duration.between(now, done).multipliedBy(KEPT_BY_COST);
    return new Measured(view, done.plus(byCost.compareTo(KEPT) > 0 ? byCost : KEPT));
  }

  private ScalingView measure(AgentId agent, @Nullable String service, Instant now) {
    List<AgentDeployment> deployments =
        agents.deployments().stream()
            .filter(each -> each.agentId().equals(agent))
            .filter(each -> service == null || each.service().equals(service))
            .toList();
    TaskBacklog backlog = backlogs.backlog(agent, service);
    Instant oldest = backlog.oldestSubmittedAt();
    Duration age =
        oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
    AgentLoad load = AgentLoad.of(deployments, backlog.total(), age);
    Map<String, Long> byPriority = new LinkedHashMap<>();
    for (Priority priority : Priority.values()) {
      byPriority.put(
          priority.name().toLowerCase(Locale.ROOT), backlog.waiting().getOrDefault(priority, 0L));
    }
    return new ScalingView(
        agent,
        service,
        new ScalingView.Backlog(load.waiting(), age.toMillis() / 1000.0, byPriority),
        load.inFlight(),
        load.capacity(),
        load.instances(),
        rule.wished(load),
        rule.targetPerInstance(load),
        load.averageMs(),
        now);
  }
}
