package dev.batuta.orchestrator.backlog;

import dev.batuta.orchestrator.agent.AgentRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BacklogProperties.class)
class BacklogConfiguration {
  @Bean
  BacklogMonitor backlogMonitor(
      BacklogStore store,
      AgentRegistry agents,
      InstantSource clock,
      MeterRegistry meters,
      BacklogProperties properties) {
    return new BacklogMonitor(store, agents, clock, meters, properties);
  }

  /**
   * A status of its own, which the sum leaves out: a backlog is not mended by restarting the
   * orchestrator, nor by sending requests elsewhere.
   */
  @Bean
  HealthIndicator backlogHealthIndicator(BacklogMonitor monitor) {
    return () -> {
      List<Backlog> behind =
          monitor.backlogs().stream()
              .filter(lane -> lane.oldestWaitingMs() > monitor.degradedAfter().toMillis())
              .toList();
      return behind.isEmpty()
          ? Health.up().build()
          : Health.status("DEGRADED").withDetail("behind", behind).build();
    };
  }
}
