package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.starter.messaging.MessagePublisher;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Announces drains to all instances of the agents and to all orchestrators. Thread-safe. */
final class AgentDrains {
  private static final long TIMEOUT_SECONDS = 10;

  private final AgentRegistry registry;
  private final MessagePublisher publisher;
  private final InstantSource clock;

  AgentDrains(AgentRegistry registry, MessagePublisher publisher, InstantSource clock) {
    this.registry = registry;
    this.publisher = publisher;
    this.clock = clock;
  }

  /**
   * Asks for a drain; it is on the topic when this returns true.
   *
   * @param service the one deployment; null for all
   * @param instance the one process; null for all
   * @param by who asks
   * @return whether Kafka took it
   */
  boolean drain(AgentId agent, @Nullable String service, @Nullable InstanceId instance, String by) {
    return announce(new AgentDrain(agent, service, instance, true, by, clock.instant()));
  }

  /** Takes a drain back; that of a whole agent with all narrower ones. */
  boolean undrain(
      AgentId agent, @Nullable String service, @Nullable InstanceId instance, String by) {
    List<AgentDrain> ends = new ArrayList<>();
    ends.add(new AgentDrain(agent, service, instance, false, by, clock.instant()));
    if (service == null && instance == null) {
      registry.drains(agent).stream()
          .filter(drain -> drain.service() != null || drain.instanceId() != null)
          .map(drain ->
              new AgentDrain(
                  agent, drain.service(), drain.instanceId(), false, by, clock.instant()))
          .forEach(ends::add);
    }
    return ends.stream().allMatch(this::announce);
  }

  private boolean announce(AgentDrain drain) {
    try {
      publisher
          .publish(TopicCatalog.PLATFORM_DRAINS, drain.key(), drain, null)
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
    registry.heard(drain);
    return true;
  }
}
