package dev.batuta.orchestrator.agent;

import static java.util.stream.Collectors.groupingBy;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.contracts.message.AgentHeartbeat;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The agents there are: the newest heartbeat of every instance. Every orchestrator reads all
 * heartbeats, so all have the same picture. Whether heartbeats still come is judged by when they
 * arrive here, never by the clock of who sent them. Thread-safe.
 */
public final class AgentRegistry {
  private final Map<InstanceId, AgentInstance> instances = new ConcurrentHashMap<>();
  private final Map<String, AgentDrain> drains = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final AgentProperties properties;
  private final AgentBreakers breakers;

  AgentRegistry(InstantSource clock, AgentProperties properties, AgentBreakers breakers) {
    this.clock = clock;
    this.properties = properties;
    this.breakers = breakers;
  }

  /**
   * Notes a heartbeat. Those of an instance come in the order in which it sent them.
   *
   * @param live whether it was sent while this orchestrator listened. One that was on the topic
   *     before says nothing by its arrival, so until the next one its own timestamp must do.
   */
  void heard(AgentHeartbeat heartbeat, boolean live) {
    Instant now = clock.instant();
    Instant said = heartbeat.timestamp();
    Instant heardAt = live || said.isAfter(now) ? now : said;
    instances.put(heartbeat.instanceId(), new AgentInstance(heartbeat, heardAt));
    Instant oldest = now.minus(properties.forgottenAfter());
    if (instances.values().removeIf(instance -> instance.heardAt().isBefore(oldest))) {
      breakers.forgetAllBut(this::isKnown);
    }
  }

  /** Notes that a drain was asked for, or taken back. */
  void heard(AgentDrain drain) {
    drains.put(drain.key(), drain);
  }

  /** The drains of an agent that are in force. */
  List<AgentDrain> drains(AgentId agent) {
    return drains.values().stream()
        .filter(drain -> drain.draining() && drain.agentId().equals(agent))
        .toList();
  }

  /** All agents, by id. */
  public List<AgentState> agents() {
    return deployments().stream().collect(groupingBy(AgentDeployment::agentId)).values().stream()
        .map(AgentState::of)
        .sorted(Comparator.comparing(state -> state.agentId().value()))
        .toList();
  }

  /** One agent; empty if none of that id was heard of. */
  public Optional<AgentState> agent(AgentId id) {
    return agents().stream().filter(agent -> agent.agentId().equals(id)).findFirst();
  }

  /** All deployments of all agents, in no order. */
  public List<AgentDeployment> deployments() {
    Instant now = clock.instant();
    return instances.values().stream()
        .collect(groupingBy(AgentRegistry::deploymentOf))
        .entrySet()
        .stream()
        .map(group -> deployment(group.getKey(), group.getValue(), now))
        .toList();
  }

  /**
   * An attempt at a deployment has ended.
   *
   * @param millis how long the agent worked on it
   */
  public void attemptEnded(AgentId agent, String service, AttemptOutcome outcome, long millis) {
    DeploymentName name = new DeploymentName(agent, service);
    if (!isKnown(name) || (outcome == AttemptOutcome.TIMED_OUT && !takesTasks(name))) {
      // Who is lost or drained is avoided for that; its silence says nothing of its work.
      return;
    }
    breakers.ended(name, outcome, millis);
  }

  /** Takes one of the places for probes of a degraded deployment; false if there is none. */
  public boolean takeProbe(AgentId agent, String service) {
    return breakers.takeProbe(new DeploymentName(agent, service));
  }

  private boolean isKnown(DeploymentName name) {
    return instances.values().stream().anyMatch(instance -> deploymentOf(instance).equals(name));
  }

  private boolean takesTasks(DeploymentName name) {
    Instant now = clock.instant();
    return instances.values().stream()
        .anyMatch(instance ->
            deploymentOf(instance).equals(name) && health(instance, now) == AgentHealth.UP);
  }

  private static DeploymentName deploymentOf(AgentInstance instance) {
    return new DeploymentName(instance.heartbeat().agentId(), instance.heartbeat().service());
  }

  private AgentHealth health(AgentInstance instance, Instant now) {
    return instance.health(now, properties.missesBeforeLost(), isDrained(instance));
  }

  private boolean isDrained(AgentInstance instance) {
    AgentHeartbeat beat = instance.heartbeat();
    return drains.values().stream()
        .filter(AgentDrain::draining)
        .anyMatch(drain -> drain.covers(beat.agentId(), beat.service(), beat.instanceId()));
  }

  private AgentDeployment deployment(DeploymentName name, List<AgentInstance> group, Instant now) {
    DeploymentSum sum = new DeploymentSum(name, now);
    group.stream()
        .sorted(Comparator.comparing(instance -> instance.heartbeat().instanceId().value()))
        .forEach(instance -> sum.add(instance, health(instance, now)));
    return sum.deployment(breakers.judge(name));
  }
}
