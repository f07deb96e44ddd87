package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.calendar.BusinessCalendar;
import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.orchestrator.halt.Halts;
import dev.batuta.orchestrator.limit.TenantLimits;
import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.starter.claim.ClaimStore;
import dev.batuta.starter.security.SecretSeal;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
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
      TenantLimits limits,
      ClaimStore claims,
      Halts halts,
      Tasks tasks,
      LiveUpdates live,
      ApplicationEventPublisher events,
      InstantSource clock,
      MeterRegistry meters) {
    RunLimit limit =
        new OpenRuns(
            store,
            tenant -> limits.enabled() ? limits.limits(tenant).runsInFlight() : Integer.MAX_VALUE);
    return new Workflows(
        store,
        definitions,
        new WorkflowEngine(
            expressions, (tenant, from, length) -> open(tenants, tenant, from, length)),
        new RunContext(tenants, addresses),
        new OpenRuns(
            store,
            tenant -> limits.enabled() ? limits.limits(tenant).runsInFlight() : Integer.MAX_VALUE),
        tasks,
        halts,
        claims,
        live,
        new RunChanges(store, definitions, live, clock),
        new RunEnds(limit, live, events, meters),
        clock);
  }

  private static Instant open(
      TenantDirectory tenants, TenantId tenant, Instant from, Duration length) {
    return tenants
        .find(tenant)
        .map(known -> BusinessCalendar.of(known).plus(from, length))
        // A tenant that is not known (any more) has no hours to wait for.
        .orElseGet(() -> from.plus(length));
  }
}
