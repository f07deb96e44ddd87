package dev.batuta.orchestrator.workflow;

import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.task.Tasks;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WorkflowConfiguration {
  @Bean
  Workflows workflows(
      RunStore store,
      Tasks tasks,
      LiveUpdates live,
      ApplicationEventPublisher events,
      InstantSource clock) {
    Expressions expressions = new Expressions();
    return new Workflows(
        store,
        new WorkflowDefinitions(expressions),
        new WorkflowEngine(expressions),
        tasks,
        live,
        events,
        clock);
  }
}
