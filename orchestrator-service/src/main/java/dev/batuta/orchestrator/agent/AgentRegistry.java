package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.message.AgentHeartbeat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The agents there are: the newest heartbeat of every instance. Every orchestrator reads all
 * heartbeats, so all have the same picture. Thread-safe.
 */
public final class AgentRegistry {
  private final Map<InstanceId, AgentInstance> instances = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final AgentProperties properties;

  AgentRegistry(InstantSource clock, AgentProperties properties) {
    this.clock = clock;
    this.properties = properties;
  }

  /** Notes a heartbeat; an older one than the known is ignored. */
  void heard(AgentHeartbeat heartbeat) {
    instances.merge(
        heartbeat.instanceId(),
        new AgentInstance(heartbeat),
        (known, news) ->
            known.heartbeat().timestamp().isAfter(news.heartbeat().timestamp()) ? known : news);
    Instant oldest = clock.instant().minus(properties.forgottenAfter());
    instances.values().removeIf(instance -> instance.heartbeat().timestamp().isBefore(oldest));
  }

  /** All agents, by id. */
  public List<AgentState> agents() {
    Instant now = clock.instant();
    return instances.values().stream()
        .collect(Collectors.groupingBy(instance -> instance.heartbeat().agentId()))
        .values()
        .stream()
        .map(group -> state(group, now))
        .sorted(Comparator.comparing(state -> state.agentId().value()))
        .toList();
  }

  /** One agent; empty if none of that id was heard of. */
  public Optional<AgentState> agent(AgentId id) {
    return agents().stream().filter(agent -> agent.agentId().equals(id)).findFirst();
  }

  private AgentState state(List<AgentInstance> group, Instant now) {
    // A stopped or lost instance is listed, but only those that are up count.
    AgentHeartbeat newest =
        group.stream()
            .map(AgentInstance::heartbeat)
            .max(Comparator.comparing(AgentHeartbeat::timestamp))
            .orElseThrow();
    int capacity = 0;
    int inFlight = 0;
    long completed = 0;
    long failed = 0;
    double millis = 0;
    AgentHealth best = AgentHealth.LOST;
    for (AgentInstance instance : group) {
      AgentHeartbeat beat = instance.heartbeat();
      AgentHealth health = instance.health(now, properties.missesBeforeLost());
      best = health.compareTo(best) < 0 ? health : best;
      if (health == AgentHealth.UP) {
        capacity += beat.capacity();
        inFlight += beat.inFlight();
      }
      completed += beat.completed();
      failed += beat.failed();
      millis += beat.averageProcessingMs() * (double) (beat.completed() + beat.failed());
    }
    long finished = completed + failed;
    return new AgentState(
        newest.agentId(),
        newest.service(),
        best,
        newest.capabilities().stream().sorted(Comparator.comparing(Capability::value)).toList(),
        capacity,
        inFlight,
        capacity == 0 ? 0 : (double) inFlight / capacity,
        completed,
        failed,
        finished == 0 ? 0 : millis / (double) finished,
        group.stream().map(instance -> instanceState(instance, now)).toList());
  }

  private AgentState.Instance instanceState(AgentInstance instance, Instant now) {
    AgentHeartbeat beat = instance.heartbeat();
    return new AgentState.Instance(
        beat.instanceId(),
        instance.health(now, properties.missesBeforeLost()),
        beat.version(),
        beat.capacity(),
        beat.inFlight(),
        beat.startedAt(),
        beat.timestamp());
  }
}
