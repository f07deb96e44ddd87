package dev.batuta.starter.tenant;

import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.messaging.Messaging;
import dev.batuta.starter.messaging.MessagingConfiguration;
import dev.batuta.starter.messaging.Topics;
import dev.batuta.starter.messaging.WholeTopic;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Keeps the tenant directory of a service up to date. */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@AutoConfiguration(after = MessagingConfiguration.class)
public class TenantConfiguration {
  @Bean
  TenantDirectory tenantDirectory() {
    return new TenantDirectory();
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  WholeTopic<TenantDescription> tenantFeed(
      TenantDirectory directory, Messaging messaging, Topics topics, ServiceIdentity identity) {
    topics.createPlatform();
    return new WholeTopic<>(
        TopicCatalog.PLATFORM_TENANTS,
        TenantDescription.class,
        directory::apply,
        messaging,
        identity.service());
  }

  @Bean
  HealthIndicator tenantsHealthIndicator(WholeTopic<TenantDescription> feed) {
    return () ->
        feed.isCaughtUp()
            ? Health.up().build()
            : Health.outOfService().withDetail("reason", "tenants are still being read").build();
  }
}
