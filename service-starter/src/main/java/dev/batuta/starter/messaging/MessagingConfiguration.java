package dev.batuta.starter.messaging;

import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.time.IdSource;
import dev.batuta.starter.tracing.Traces;
import dev.batuta.starter.tracing.TracingConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Kafka for every service. */
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@AutoConfiguration(
    after = TracingConfiguration.class,
    afterName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@EnableConfigurationProperties(KafkaProperties.class)
public class MessagingConfiguration {
  private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);

  @Bean(destroyMethod = "close")
  MessagePublisher messagePublisher(
      KafkaProperties properties,
      ServiceIdentity identity,
      Traces traces,
      IdSource ids,
      InstantSource clock) {
    // linger 0: a message waits for nobody; batches form by themselves under load.
    Map<String, Object> config =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            properties.bootstrapServers(),
            ProducerConfig.CLIENT_ID_CONFIG,
            identity.instance().value(),
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            StringSerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ByteArraySerializer.class,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            10_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            30_000,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            16L * 1024 * 1024);
    return new MessagePublisher(new KafkaProducer<>(config), identity, traces, ids, clock);
  }

  @Bean
  Messaging messaging(
      KafkaProperties properties,
      MessagePublisher publisher,
      Traces traces,
      ServiceIdentity identity,
      MeterRegistry meters,
      InstantSource clock) {
    DeadLetters deadLetters = new DeadLetters(publisher, identity, meters, clock);
    return new Messaging(properties, deadLetters, traces, identity, meters, clock);
  }

  @Bean(destroyMethod = "close")
  Topics topics(KafkaProperties properties) {
    return new Topics(properties.bootstrapServers(), properties.replicationFactor());
  }

  @Bean
  HealthIndicator kafkaHealthIndicator(Topics topics) {
    return () ->
        topics.reachable(HEALTH_TIMEOUT)
            ? Health.up().build()
            : Health.down().withDetail("reason", "no broker answers").build();
  }
}
