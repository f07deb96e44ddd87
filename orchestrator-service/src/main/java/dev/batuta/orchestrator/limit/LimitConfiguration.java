package dev.batuta.orchestrator.limit;

import dev.batuta.orchestrator.live.LiveUpdates;
import dev.batuta.starter.claim.ClaimStore;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
class LimitConfiguration {
  @Bean
  TenantLimits tenantLimits(
      TenantDirectory tenants,
      LimitProperties properties,
      StringRedisTemplate redis,
      LiveUpdates live,
      OpenTaskStore store,
      MeterRegistry meters,
      InstantSource clock) {
    return new TenantLimits(
        tenants,
        properties,
        new SubmitRates(redis, live::reachesOthers, clock),
        new OpenTasks(store::count, clock),
        meters);
  }

  @Bean
  SubmitGate submitGate(TenantLimits limits, ClaimStore claims) {
    return new SubmitGate(limits, claims);
  }
}
