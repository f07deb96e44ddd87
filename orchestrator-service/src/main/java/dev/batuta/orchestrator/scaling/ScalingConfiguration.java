package dev.batuta.orchestrator.scaling;

import dev.batuta.orchestrator.agent.AgentRegistry;
import dev.batuta.orchestrator.task.TaskBacklogStore;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScalingProperties.class)
class ScalingConfiguration {
  @Bean
  Scaling scaling(
      TaskBacklogStore backlogs,
      AgentRegistry agents,
      ScalingProperties properties,
      InstantSource clock) {
    return new Scaling(backlogs, agents, new ScalingRule(properties), clock);
  }
}
