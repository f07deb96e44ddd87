package dev.batuta.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.InstanceId;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.tracing.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class RecordDeliveryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Traces TRACES = new Traces(Tracer.NOOP, Propagator.NOOP);
  private static final ServiceIdentity IDENTITY =
      new ServiceIdentity("quote", new InstanceId("quote-1"), "test");

  private final MockProducer<String, byte[]> kafka =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final CountDownLatch stopping = new CountDownLatch(1);

  @Test
  void a_dead_letter_that_kafka_does_not_take_is_sent_again_until_it_is_kept() {
    CompletableFuture<Boolean> done = CompletableFuture.supplyAsync(() -> deliver("{"));

    await().atMost(PATIENCE).until(() -> kafka.errorNext(new TimeoutException("no broker")));
    await().atMost(PATIENCE).until(kafka::completeNext);

    assertThat(done.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
  }

  @Test
  void when_the_consumer_stops_the_record_is_left_for_the_next_owner() {
    CompletableFuture<Boolean> done = CompletableFuture.supplyAsync(() -> deliver("{"));

    stopping.countDown();
    await().atMost(PATIENCE).until(() -> kafka.errorNext(new TimeoutException("no broker")));

    assertThat(done.orTimeout(30, TimeUnit.SECONDS).join()).isFalse();
  }

  private boolean deliver(String value) {
    MessagePublisher publisher =
        new MessagePublisher(kafka, IDENTITY, TRACES, UUID::randomUUID, Clock.systemUTC());
    DeadLetters deadLetters =
        new DeadLetters(publisher, IDENTITY, new SimpleMeterRegistry(), Clock.systemUTC());
    return new RecordDelivery(_ -> {}, deadLetters, 1, TRACES, "quote", stopping)
        .deliver(
            new ConsumerRecord<>(
                "quote.tasks.acme", 0, 7L, "key", value.getBytes(StandardCharsets.UTF_8)));
  }
}
