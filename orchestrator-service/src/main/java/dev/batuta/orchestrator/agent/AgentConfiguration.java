package dev.batuta.orchestrator.agent;

import dev.batuta.contracts.message.AgentHeartbeat;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.messaging.Messaging;
import dev.batuta.starter.messaging.Topics;
import dev.batuta.starter.messaging.WholeTopic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AgentProperties.class)
class AgentConfiguration {
  @Bean
  AgentRegistry agentRegistry(
      InstantSource clock, AgentProperties properties, MeterRegistry meters) {
    AgentRegistry registry = new AgentRegistry(clock, properties);
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
  AgentRouter agentRouter(AgentRegistry registry) {
    return new AgentRouter(registry);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  WholeTopic<AgentHeartbeat> heartbeatFeed(
      AgentRegistry registry, Messaging messaging, Topics topics, ServiceIdentity identity) {
    topics.createPlatform();
    return new WholeTopic<>(
        TopicCatalog.PLATFORM_AGENTS,
        AgentHeartbeat.class,
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
