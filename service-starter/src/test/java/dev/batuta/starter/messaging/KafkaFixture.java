package dev.batuta.starter.messaging;

import dev.batuta.contracts.InstanceId;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.tracing.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** A service's way to Kafka, made as the services make it, without a Spring context. */
public final class KafkaFixture implements AutoCloseable {
  private static final int CAPACITY = 32;
  private static final int WINDOW = 64;
  private static final int HANDLER_ATTEMPTS = 3;

  private final ServiceIdentity identity;
  private final InstantSource clock = Clock.systemUTC();
  private final MessagePublisher publisher;
  private final Messaging messaging;
  private final Topics topics;

  /** Connects as an instance of {@code service}, its short name. */
  public KafkaFixture(String bootstrapServers, String service) {
    this(bootstrapServers, service, HANDLER_ATTEMPTS);
  }

  /** The same, with so many attempts before a message goes to the dead letters. */
  public KafkaFixture(String bootstrapServers, String service, int handlerAttempts) {
    identity =
        new ServiceIdentity(
            service,
            new InstanceId(service + "-" + UUID.randomUUID().toString().substring(0, 8)),
            "test");
    KafkaProperties properties =
        new KafkaProperties(
            bootstrapServers, (short) 1, CAPACITY, WINDOW, Duration.ofMillis(50), handlerAttempts);
    Traces traces = new Traces(Tracer.NOOP, Propagator.NOOP);
    MessagingConfiguration configuration = new MessagingConfiguration();
    publisher =
        configuration.messagePublisher(properties, identity, traces, UUID::randomUUID, clock);
    messaging =
        configuration.messaging(
            properties, publisher, traces, identity, new SimpleMeterRegistry(), clock);
    topics = configuration.topics(properties);
  }

  /** Who it connects as. */
  public ServiceIdentity identity() {
    return identity;
  }

  /** Sends. */
  public MessagePublisher publisher() {
    return publisher;
  }

  /** Reads. */
  public Messaging messaging() {
    return messaging;
  }

  /** Makes topics. */
  public Topics topics() {
    return topics;
  }

  @Override
  public void close() {
    publisher.close();
    topics.close();
  }
}
