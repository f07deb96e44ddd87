package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.contracts.message.AgentHeartbeat;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.messaging.MessagePublisher;
import dev.batuta.starter.messaging.Messaging;
import dev.batuta.starter.messaging.Topics;
import dev.batuta.starter.messaging.WholeTopic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AgentProperties.class, DegradationProperties.class})
class AgentConfiguration {
  @Bean
  AgentRegistry agentRegistry(
      InstantSource clock,
      AgentProperties properties,
      DegradationProperties limits,
      MeterRegistry meters) {
    AgentRegistry registry =
        new AgentRegistry(clock, properties, new AgentBreakers(clock, limits, meters));
    Gauge.builder("batuta.agents.utilization", registry, AgentConfiguration::utilization)
        .description("share of the agents' places that are taken, 0 to 1")
        .register(meters);
    for (AgentHealth health : AgentHealth.values()) {
      Gauge.builder("batuta.agents", registry, all -> count(all, health))
          .tag("status", health.word())
          .description("agents by status")
          .register(meters);
    }
    return registry;
  }

  @Bean
  AgentDrains agentDrains(AgentRegistry registry, MessagePublisher publisher, InstantSource clock) {
    return new AgentDrains(registry, publisher, clock);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  WholeTopic<AgentHeartbeat> heartbeatFeed(
      AgentRegistry registry, Messaging messaging, Topics topics, ServiceIdentity identity) {
    topics.createPlatform();
    AtomicReference<@Nullable WholeTopic<AgentHeartbeat>> self = new AtomicReference<>();
    WholeTopic<AgentHeartbeat> feed =
        new WholeTopic<>(
            TopicCatalog.PLATFORM_AGENTS,
            AgentHeartbeat.class,
            heartbeat -> {
              WholeTopic<AgentHeartbeat> known = self.get();
              registry.heard(heartbeat, known != null && known.isCaughtUp());
            },
            messaging,
            identity.service());
    self.set(feed);
    return feed;
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  WholeTopic<AgentDrain> drainFeed(
      AgentRegistry registry, Messaging messaging, ServiceIdentity identity) {
    return new WholeTopic<>(
        TopicCatalog.PLATFORM_DRAINS,
        AgentDrain.class,
        registry::heard,
        messaging,
        identity.service());
  }

  @Bean
  HealthIndicator agentsHealthIndicator(WholeTopic<AgentHeartbeat> heartbeatFeed) {
    return () ->
        heartbeatFeed.isCaughtUp()
            ? Health.up().build()
            : Health.outOfService().withDetail("reason", "agents are still being read").build();
  }

  private static double utilization(AgentRegistry registry) {
    int capacity = registry.agents().stream().mapToInt(AgentState::capacity).sum();
    int inFlight = registry.agents().stream().mapToInt(AgentState::inFlight).sum();
    return capacity == 0 ? 0 : (double) inFlight / capacity;
  }

  private static double count(AgentRegistry registry, AgentHealth health) {
    return registry.agents().stream().filter(agent -> agent.status() == health).count();
  }
}
