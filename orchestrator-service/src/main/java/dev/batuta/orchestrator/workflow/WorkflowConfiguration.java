package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.tenant.TenantTier;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.starter.security.SecretSeal;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkflowProperties.class)
class WorkflowConfiguration {
  @Bean
  Expressions expressions() {
    return new Expressions();
  }

  @Bean
  DefinitionCheck definitionCheck(Expressions expressions) {
    return new DefinitionCheck(expressions);
  }

  @Bean
  WorkflowDefinitions workflowDefinitions(DefinitionStore store, DefinitionCheck check) {
    return new WorkflowDefinitions(store, check);
  }

  @Bean
  CallbackAddresses callbackAddresses(
      @Value("${batuta.security.encryption-key}") String key, RandomGenerator random) {
    return new CallbackAddresses(new SecretSeal(key, "workflow callbacks", random));
  }

  @Bean
  Workflows workflows(
      RunStore store,
      WorkflowDefinitions definitions,
      Expressions expressions,
      CallbackAddresses addresses,
      TenantDirectory tenants,
      Tasks tasks,
      LiveUpdates live,
      ApplicationEventPublisher events,
      InstantSource clock,
      MeterRegistry meters) {
    return new Workflows(
        store,
        definitions,
        new WorkflowEngine(expressions, (tenant, from, length) -> from.plus(length)),
        new RunContext(tenants, addresses),
        new OpenRuns(store, tenant -> mostRuns(tenants, tenant)),
        tasks,
        live,
        events,
        clock,
        meters);
  }

  private static int mostRuns(TenantDirectory tenants, TenantId tenant) {
    return switch (tenants.find(tenant).map(TenantDescription::tier).orElse(TenantTier.FREE)) {
      case FREE -> 50;
      case STARTER -> 500;
      case PRO -> 5_000;
      case ENTERPRISE -> 50_000;
    };
  }
}
