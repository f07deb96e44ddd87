package dev.batuta.starter.messaging;

import dev.batuta.contracts.TenantId;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Makes a service's consumers. */
public final class Messaging {
  private final KafkaProperties properties;
  private final DeadLetters deadLetters;
  private final Traces traces;
  private final ServiceIdentity identity;
  private final MeterRegistry meters;
  private final InstantSource clock;

  Messaging(
      KafkaProperties properties,
      DeadLetters deadLetters,
      Traces traces,
      ServiceIdentity identity,
      MeterRegistry meters,
      InstantSource clock) {
    this.properties = properties;
    this.deadLetters = deadLetters;
    this.traces = traces;
    this.identity = identity;
    this.meters = meters;
    this.clock = clock;
  }

  /** The same with equal weights for all tenants. */
  public MessageConsumer sharedConsumer(String group, MessageHandler handler) {
    return sharedConsumer(group, handler, _ -> 1);
  }

  /**
   * A consumer that shares the topics' messages with the group's other members. Give it topics and
   * start it; the owner closes it.
   *
   * @param weights a tenant's share of the places in relation to the others'; at least 1
   */
  public MessageConsumer sharedConsumer(
      String group, MessageHandler handler, ToIntFunction<TenantId> weights) {
    return new MessageConsumer(
        group,
        new KafkaConsumer<>(shared(group)),
        handler,
        deadLetters,
        properties,
        traces,
        identity,
        meters,
        weights,
        clock);
  }

  /**
   * A plain Kafka consumer without a group, for compacted topics that every instance reads whole.
   */
  public Consumer<String, byte[]> wholeTopicConsumer() {
    return new KafkaConsumer<>(common());
  }

  private Map<String, Object> shared(String group) {
    Map<String, Object> config = common();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.window());
    return config;
  }

  private Map<String, Object> common() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, properties.bootstrapServers());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, identity.instance().value());
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }
}
