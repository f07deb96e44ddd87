package dev.batuta.orchestrator.halt;

import dev.batuta.contracts.message.TenantHalt;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.messaging.MessagePublisher;
import dev.batuta.starter.messaging.Messaging;
import dev.batuta.starter.messaging.WholeTopic;
import dev.batuta.starter.tenant.TenantHalts;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HaltConfiguration {
  @Bean
  TenantHalts tenantHalts() {
    return new TenantHalts();
  }

  @Bean
  Halts halts(HaltStore store, TenantHalts known, MessagePublisher publisher, InstantSource clock) {
    return new Halts(store, known, publisher, clock);
  }

  @Bean
  HaltMonitor haltMonitor(Halts halts) {
    return new HaltMonitor(halts);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  WholeTopic<TenantHalt> haltFeed(
      TenantHalts known, Messaging messaging, ServiceIdentity identity) {
    return new WholeTopic<>(
        TopicCatalog.PLATFORM_HALTS, TenantHalt.class, known::apply, messaging, identity.service());
  }
}
