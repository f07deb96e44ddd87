package dev.batuta.agent.task;

import dev.batuta.agent.context.SharedContextStore;
import dev.batuta.agent.once.OnceStore;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.starter.claim.ClaimConfiguration;
import dev.batuta.starter.claim.ClaimStore;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.messaging.MessagePublisher;
import dev.batuta.starter.messaging.Messaging;
import dev.batuta.starter.messaging.Topics;
import dev.batuta.starter.messaging.WholeTopic;
import dev.batuta.starter.tenant.TenantConfiguration;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Makes an agent of a service that names one in {@code batuta.agent.id}. */
@AutoConfiguration(
    after = {TenantConfiguration.class, ClaimConfiguration.class},
    afterName = "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
@ConditionalOnProperty("batuta.agent.id")
@EnableConfigurationProperties(AgentProperties.class)
@Import({SharedContextStore.class, OnceStore.class})
public class AgentConfiguration {
  @Bean
  TaskHandler pingHandler() {
    return new PingHandler();
  }

  @Bean
  AgentMeters agentMeters(MeterRegistry registry) {
    return new AgentMeters(registry);
  }

  @Bean(destroyMethod = "close")
  AgentTopics agentTopics(
      Topics topics,
      TenantDirectory tenants,
      ServiceIdentity identity,
      WholeTopic<TenantDescription> tenantFeed,
      ObjectProvider<WholeTopic<AgentDrain>> drainFeed) {
    // Asked for late: the feed of drains needs the runtime, which needs this.
    return new AgentTopics(
        topics,
        tenants,
        identity,
        () -> tenantFeed.isCaughtUp() && drainFeed.getObject().isCaughtUp());
  }

  @Bean
  AgentRuntime agentRuntime(
      List<TaskHandler> handlers,
      AgentProperties properties,
      ServiceIdentity identity,
      MessagePublisher publisher,
      Messaging messaging,
      TenantDirectory tenants,
      AgentTopics topics,
      ClaimStore claims,
      InstantSource clock,
      AgentMeters meters) {
    Map<Capability, TaskHandler> byCapability = new HashMap<>();
    for (TaskHandler handler : handlers) {
      TaskHandler other = byCapability.put(handler.capability(), handler);
      if (other != null) {
        throw new IllegalStateException(
            "two handlers for capability " + handler.capability() + ": " + other + ", " + handler);
      }
    }
    return new AgentRuntime(
        byCapability,
        properties,
        identity,
        publisher,
        messaging,
        tenants,
        topics,
        claims,
        clock,
        meters);
  }

  @Bean
  Heartbeat heartbeat(
      AgentRuntime runtime,
      AgentTopics topics,
      AgentProperties properties,
      ServiceIdentity identity,
      MessagePublisher publisher,
      InstantSource clock,
      AgentMeters meters) {
    return new Heartbeat(runtime, topics, properties, identity, publisher, clock, meters);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  WholeTopic<AgentDrain> drainFeed(
      AgentRuntime runtime,
      Heartbeat heartbeat,
      AgentProperties properties,
      ServiceIdentity identity,
      Messaging messaging) {
    return new WholeTopic<>(
        TopicCatalog.PLATFORM_DRAINS,
        AgentDrain.class,
        new AgentDrains(properties.id(), identity, runtime, heartbeat)::heard,
        messaging,
        identity.service());
  }
}
