package dev.batuta.orchestrator.status;

import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.agent.AgentHealth;
import dev.batuta.orchestrator.agent.AgentRegistry;
import dev.batuta.orchestrator.agent.AgentState;
import dev.batuta.orchestrator.backlog.Backlog;
import dev.batuta.orchestrator.backlog.BacklogMonitor;
import dev.batuta.orchestrator.task.TaskQueue;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The orchestrator at a glance, and the queue of the caller's tenant. */
@RestController
@RequestMapping("/api/orchestrator")
class StatusController {
  private final AgentRegistry agents;
  private final Tasks tasks;
  private final BacklogMonitor backlog;
  private final ServiceIdentity identity;
  private final InstantSource clock;
  private final Instant startedAt;

  StatusController(
      AgentRegistry agents,
      Tasks tasks,
      BacklogMonitor backlog,
      ServiceIdentity identity,
      InstantSource clock) {
    this.agents = agents;
    this.backlog = backlog;
    this.tasks = tasks;
    this.identity = identity;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /** The whole in one answer. */
  record Status(
      String status,
      String version,
      String instanceId,
      long uptimeSeconds,
      Map<AgentHealth, Long> agents,
      Queue queue,
      List<Backlog> backlog,
      Instant timestamp) {}

  /** A tenant's open tasks. */
  record Queue(Map<String, Long> tasks, long depth, long oldestWaitingMs) {}

  /** {@code up} when every agent is and none is behind, else {@code degraded}. */
  @GetMapping("/status")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  Status status(TenantId tenant) {
    List<AgentState> all = agents.agents();
    boolean degraded =
        backlog.isDegraded() || all.stream().anyMatch(agent -> agent.status() != AgentHealth.UP);
    Instant now = clock.instant();
    return new Status(
        degraded ? "degraded" : "up",
        identity.version(),
        identity.instance().value(),
        Duration.between(startedAt, now).toSeconds(),
        all.stream().collect(Collectors.groupingBy(AgentState::status, Collectors.counting())),
        queue(tenant),
        backlog.backlogs(),
        now);
  }

  @GetMapping("/tasks/queue")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  Queue queue(TenantId tenant) {
    TaskQueue queue = tasks.queue(tenant);
    return new Queue(
        queue.open().entrySet().stream()
            .collect(Collectors.toMap(entry -> entry.getKey().word(), Map.Entry::getValue)),
        queue.depth(),
        queue.oldestWaitingMs());
  }
}
