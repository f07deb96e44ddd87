package dev.batuta.orchestrator.schedule;

import dev.batuta.orchestrator.expression.Expressions;
import dev.batuta.orchestrator.halt.Halts;
import dev.batuta.orchestrator.task.Tasks;
import dev.batuta.orchestrator.workflow.Workflows;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.tenant.TenantDirectory;
import dev.batuta.starter.time.IdSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScheduleProperties.class)
class ScheduleConfiguration {
  @Bean
  Firings firings(
      FiringStore store,
      ScheduleStore schedules,
      Workflows workflows,
      Tasks tasks,
      ScheduleProperties properties,
      TenantDirectory tenants,
      Halts halts,
      ServiceIdentity identity,
      InstantSource clock,
      MeterRegistry meters) {
    return new Firings(
        store,
        schedules,
        new TargetStarts(workflows, tasks),
        properties,
        tenants,
        halts::halted,
        identity.instance().toString(),
        clock,
        meters);
  }

  @Bean
  Schedules schedules(
      ScheduleStore store,
      FiringStore firingStore,
      Firings firings,
      ScheduleProperties properties,
      TenantDirectory tenants,
      IdSource ids,
      ServiceIdentity identity) {
    return new Schedules(
        store, firingStore, firings, properties, tenants, ids, identity.instance().toString());
  }

  @Bean
  EventSchedules eventSchedules(
      ScheduleStore store, Schedules schedules, Firings firings, Expressions expressions) {
    return new EventSchedules(store, schedules, firings, expressions);
  }

  @Bean
  ScheduleMonitor scheduleMonitor(
      ScheduleStore store,
      FiringStore firingStore,
      Schedules schedules,
      Firings firings,
      ScheduleProperties properties,
      TenantDirectory tenants,
      MeterRegistry meters) {
    return new ScheduleMonitor(store, firingStore, schedules, firings, properties, tenants, meters);
  }
}
