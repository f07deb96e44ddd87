package dev.batuta.orchestrator.task;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TaskProperties.class)
class TaskConfiguration {
  @Bean
  TaskLifecycle taskLifecycle(TaskProperties properties) {
    return new TaskLifecycle(properties);
  }
}
