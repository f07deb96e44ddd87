package dev.batuta.orchestrator.backlog;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.agent.AgentRegistry;
import dev.batuta.orchestrator.agent.AgentState;
import dev.batuta.starter.monitor.PeriodicCheck;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.SmartLifecycle;

/**
 * Measures how long the work of each agent waits, lane by lane. It reads the stored tasks, so an
 * agent that is gone is seen to be behind too.
 */
public final class BacklogMonitor implements SmartLifecycle {
  private final BacklogStore store;
  private final AgentRegistry agents;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Duration degradedAfter;
  private final PeriodicCheck check;

  /** Agents whose gauges are there; the check's alone. */
  private final Set<AgentId> measured = new HashSet<>();

  private volatile List<Backlog> backlogs = List.of();

  BacklogMonitor(
      BacklogStore store,
      AgentRegistry agents,
      InstantSource clock,
      MeterRegistry meters,
      BacklogProperties properties) {
    this.store = store;
    this.agents = agents;
    this.clock = clock;
    this.meters = meters;
    this.degradedAfter = properties.degradedAfter();
    this.check =
        new PeriodicCheck(
            "backlog-monitor", "orchestrator", properties.checkInterval(), this::measure);
  }

  /** The lanes in which something waits, as they were a few seconds ago. */
  public List<Backlog> backlogs() {
    return backlogs.stream().filter(lane -> lane.oldestWaitingMs() > 0).toList();
  }

  /** Whether something has waited for too long. */
  public boolean isDegraded() {
    return backlogs.stream().anyMatch(lane -> lane.oldestWaitingMs() > degradedAfter.toMillis());
  }

  /** From which age on it is too long. */
  Duration degradedAfter() {
    return degradedAfter;
  }

  void measure() {
    Instant now = clock.instant();
    List<Backlog> seen = new ArrayList<>();
    for (AgentState agent : agents.agents()) {
      for (Priority lane : Priority.values()) {
        long waiting =
            store
                .oldestWaiting(agent.agentId(), lane)
                .map(since -> Math.max(1, Duration.between(since, now).toMillis()))
                .orElse(0L);
        seen.add(new Backlog(agent.agentId(), word(lane), waiting));
      }
      if (measured.add(agent.agentId())) {
        register(agent.agentId());
      }
    }
    backlogs = List.copyOf(seen);
  }

  private void register(AgentId agent) {
    for (Priority lane : Priority.values()) {
      Gauge.builder("batuta.tasks.backlog.age", this, monitor -> monitor.seconds(agent, lane))
          .description("age of the oldest task of a lane that no agent has begun")
          .baseUnit("seconds")
          .tag("agent", agent.value())
          .tag("lane", word(lane))
          .register(meters);
    }
  }

  private double seconds(AgentId agent, Priority lane) {
    return backlogs.stream()
            .filter(each -> each.agentId().equals(agent) && each.lane().equals(word(lane)))
            .mapToLong(Backlog::oldestWaitingMs)
            .sum()
        / 1000.0;
  }

  private static String word(Priority lane) {
    return lane.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void start() {
    check.start();
  }

  @Override
  public void stop() {
    check.close();
  }

  @Override
  public boolean isRunning() {
    return check.isRunning();
  }
}
