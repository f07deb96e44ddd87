package dev.batuta.starter.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service talks to Kafka.
 *
 * @param bootstrapServers brokers to begin with
 * @param replicationFactor copies of each topic's records; at least 1
 * @param capacity messages a service works on at once; at least 1
 * @param window records of one partition that may wait in memory; at least 1
 * @param commitInterval how often finished work is noted; after a crash, what finished since is
 *     done once more; positive
 * @param handlerAttempts how often a message is given to a handler whose parts are not available;
 *     at least 1
 */
@ConfigurationProperties("batuta.kafka")
record KafkaProperties(
    String bootstrapServers,
    @DefaultValue("1") short replicationFactor,
    @DefaultValue("64") int capacity,
    @DefaultValue("256") int window,
    @DefaultValue("100ms") Duration commitInterval,
    @DefaultValue("8") int handlerAttempts) {
  KafkaProperties {
    if (capacity < 1 || window < 1 || handlerAttempts < 1 || replicationFactor < 1) {
      throw new IllegalArgumentException(
          "batuta.kafka: capacity, window, handler-attempts and replication-factor are at least 1");
    }
    if (!commitInterval.isPositive()) {
      throw new IllegalArgumentException("batuta.kafka.commit-interval must be positive");
    }
  }
}
