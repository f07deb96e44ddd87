package dev.batuta.starter.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.DeadLetter;
import dev.batuta.contracts.message.MessageReceived;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithInfrastructure
final class MessageConsumerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final Queue<String> handled = new ConcurrentLinkedQueue<>();
  private final Queue<DeadLetter> letters = new ConcurrentLinkedQueue<>();
  private final MessageCodec codec = new MessageCodec();
  private final String bootstrap;
  private final TenantId tenant;
  private final KafkaFixture kafka;
  private final String topic;

  MessageConsumerIT(EmbeddedInfrastructure infrastructure) {
    bootstrap = infrastructure.kafkaBootstrap();
    tenant = new TenantId("test-" + UUID.randomUUID().toString().substring(0, 18));
    kafka = new KafkaFixture(bootstrap, "conversation");
    topic = topicOf(tenant);
  }

  @BeforeEach
  void createTopics() {
    toClose.push(kafka);
    kafka.topics().createFor(tenant);
  }

  @AfterEach
  void close() throws Exception {
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  @Test
  void messages_of_one_key_are_handled_in_order_and_one_at_a_time() {
    Map<String, Queue<Integer>> byKey =
        Map.of("s0", new ConcurrentLinkedQueue<>(), "s1", new ConcurrentLinkedQueue<>());
    Queue<String> atWork = new ConcurrentLinkedQueue<>();
    Queue<String> overlaps = new ConcurrentLinkedQueue<>();
    consume(
        kafka,
        message -> {
          String key = message.sessionId().value();
          if (atWork.contains(key)) {
            overlaps.add(key);
          }
          atWork.add(key);
          Queue<Integer> order = byKey.get(key);
          if (order != null) {
            order.add(Integer.valueOf(message.messageId()));
          }
          Thread.onSpinWait();
          atWork.remove(key);
          handled.add(message.messageId());
        });

    List<Integer> sent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      sent.add(i);
      publish("s" + i % 2, Integer.toString(i));
    }

    await().atMost(PATIENCE).until(() -> handled.size() == 300);
    assertThat(overlaps).isEmpty();
    byKey.forEach((key, order) -> {
      int rest = "s0".equals(key) ? 0 : 1;
      assertThat(order)
          .containsExactlyElementsOf(sent.stream().filter(i -> i % 2 == rest).toList());
    });
  }

  @Test
  void a_slow_message_holds_up_only_those_of_its_own_key() {
    CountDownLatch slow = new CountDownLatch(1);
    toClose.push(slow::countDown);
    consume(
        kafka,
        message -> {
          if ("slow".equals(message.messageId())) {
            waitFor(slow);
          }
          handled.add(message.messageId());
        });

    publish("stuck", "slow");
    publish("stuck", "behind");
    for (int i = 0; i < 100; i++) {
      publish("s" + i, "m" + i);
    }

    await().atMost(PATIENCE).until(() -> handled.size() == 100);
    assertThat(handled).doesNotContain("slow", "behind");
    slow.countDown();
    await().atMost(PATIENCE).until(() -> handled.size() == 102);
    assertThat(handled).containsSubsequence("slow", "behind");
  }

  @Test
  void a_record_that_cannot_be_read_is_dead_lettered_with_the_reason_and_the_rest_goes_on() {
    readDeadLetters();
    consume(kafka, message -> handled.add(message.messageId()));
    TenantId other = new TenantId("somebody-else");

    ProducerRecord<String, byte[]> notJson = record(tenant, "k", "x");
    send(new ProducerRecord<>(topic, null, "k", "{oops".getBytes(UTF_8), notJson.headers()));
    ProducerRecord<String, byte[]> header = record(tenant, "k", "x");
    header.headers().remove(MessageCodec.TENANT);
    MessageCodec.put(header.headers(), MessageCodec.TENANT, other.value());
    send(header);
    ProducerRecord<String, byte[]> payload = record(other, "k", "x");
    send(payload);
    ProducerRecord<String, byte[]> version = record(tenant, "k", "x");
    version.headers().remove(MessageCodec.TYPE);
    MessageCodec.put(version.headers(), MessageCodec.TYPE, "dev.batuta.message_received.v2");
    send(version);
    send(new ProducerRecord<>(topic, "k", new byte[0]));
    publish("k", "good");

    await().atMost(PATIENCE).until(() -> letters.size() == 5 && handled.contains("good"));
    assertThat(handled).containsExactly("good");
    assertThat(letters)
        .extracting(DeadLetter::reason)
        .satisfiesExactlyInAnyOrder(
            reason -> assertThat(reason).startsWith("not a dev.batuta.message_received.v1: "),
            reason ->
                assertThat(reason)
                    .isEqualTo(
                        "the topic is of tenant %s, the header says 'somebody-else'"
                            .formatted(tenant)),
            reason ->
                assertThat(reason)
                    .isEqualTo(
                        "the topic is of tenant %s, the payload says 'somebody-else'"
                            .formatted(tenant)),
            reason ->
                assertThat(reason)
                    .startsWith("unknown message type or version 'dev.batuta.message_received.v2'"),
            reason -> assertThat(reason).startsWith("unknown message type or version 'null'"));
    assertThat(letters)
        .anySatisfy(letter -> {
          assertThat(letter.topic()).isEqualTo(topic);
          assertThat(letter.offset()).isZero();
          assertThat(letter.value())
              .isEqualTo(Base64.getEncoder().encodeToString("{oops".getBytes(UTF_8)));
          assertThat(letter.headers())
              .containsEntry(MessageCodec.TYPE, "dev.batuta.message_received.v1");
        });
  }

  @Test
  void a_record_too_large_for_the_dead_letters_is_dead_lettered_without_its_value() {
    readDeadLetters();
    consume(kafka, message -> handled.add(message.messageId()));

    send(new ProducerRecord<>(topic, "k", new byte[900_000]));
    publish("k", "good");

    await().atMost(PATIENCE).until(() -> handled.contains("good"));
    await().atMost(PATIENCE).until(() -> letters.size() == 1);
    assertThat(letters.peek()).isNotNull().extracting(DeadLetter::value).isNull();
  }

  @Test
  void a_failing_handler_is_tried_again_and_then_the_message_is_dead_lettered() {
    readDeadLetters();
    consume(
        kafka,
        message -> {
          handled.add(message.messageId());
          switch (message.messageId()) {
            case "bad" -> throw new IllegalStateException("the database is away");
            case "deep" -> throw new StackOverflowError("invented");
            case "once" -> {
              if (handled.stream().filter("once"::equals).count() == 1) {
                throw new IllegalStateException("not yet");
              }
            }
            default -> assertThat(message.messageId()).isEqualTo("good");
          }
        });

    publish("k", "bad");
    publish("k", "deep");
    publish("k", "once");
    publish("k", "good");

    await().atMost(PATIENCE).until(() -> handled.contains("good"));
    assertThat(handled)
        .containsExactly("bad", "bad", "bad", "deep", "deep", "deep", "once", "once", "good");
    await().atMost(PATIENCE).until(() -> letters.size() == 2);
    assertThat(letters)
        .extracting(DeadLetter::reason)
        .containsExactly(
            "not handled in 3 attempts: java.lang.IllegalStateException: the database is away",
            "not handled in 3 attempts: java.lang.StackOverflowError: invented");
  }

  @Test
  void topics_of_tenants_that_come_later_are_read_within_five_seconds() {
    MessageConsumer consumer = consume(kafka, message -> handled.add(message.messageId()));
    publish("k", "first");
    await().atMost(PATIENCE).until(() -> handled.contains("first"));
    List<String> topics = new ArrayList<>(List.of(topic));
    List<TenantId> news = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      TenantId added = new TenantId(tenant + "-" + i);
      news.add(added);
      kafka.topics().createFor(added);
      topics.add(topicOf(added));
      consumer.readTopics(topics);
      send(record(added, "k", "hello " + i));
    }

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(handled).hasSize(news.size() + 1));
  }

  @Test
  void the_subscription_may_change_while_partitions_are_being_given() {
    MessageConsumer consumer = consume(kafka, message -> handled.add(message.messageId()));
    TenantId added = new TenantId(tenant + "-b");
    kafka.topics().createFor(added);
    List<String> both = List.of(topic, topicOf(added));
    for (int i = 0; i < 200; i++) {
      consumer.readTopics(both);
      publish("k", "m" + i);
    }
    send(record(added, "k", "of the other"));

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(handled).hasSize(201));
  }

  @Test
  void a_consumer_that_starts_anew_is_given_only_what_was_not_finished() {
    KafkaFixture patient = new KafkaFixture(bootstrap, "conversation", 8);
    toClose.push(patient);
    MessageConsumer first =
        consume(
            patient,
            message -> {
              if ("m4".equals(message.messageId())) {
                throw new IllegalStateException("not now");
              }
              handled.add(message.messageId());
            });
    for (int i = 0; i < 10; i++) {
      publish("s" + i, "m" + i);
    }
    await().atMost(PATIENCE).until(() -> handled.size() == 9);
    first.close();
    handled.clear();

    consume(kafka, message -> handled.add(message.messageId()));
    publish("s0", "m10");

    await().atMost(PATIENCE).until(() -> handled.contains("m10") && handled.contains("m4"));
    assertThat(handled).containsExactlyInAnyOrder("m4", "m10");
  }

  @Test
  void records_that_kafka_has_deleted_unread_do_not_hold_the_group_back() throws Exception {
    consume(kafka, message -> handled.add(message.messageId())).close();
    MessageConsumer first = consume(kafka, message -> handled.add(message.messageId()));
    publish("k", "m0");
    await().atMost(PATIENCE).until(() -> handled.size() == 1);
    first.close();
    for (int i = 1; i < 10; i++) {
      publish("k", "m" + i);
    }
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(5))).all().get();

      consume(kafka, message -> handled.add(message.messageId()));

      await().atMost(PATIENCE).until(() -> handled.size() == 6);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            OffsetAndMetadata committed =
                admin
                    .listConsumerGroupOffsets(group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
            assertThat(committed).isNotNull();
            assertThat(committed.offset()).isEqualTo(10);
          });
    }
  }

  private interface Handler {
    void handle(MessageReceived message);
  }

  private MessageConsumer consume(KafkaFixture with, Handler handler) {
    MessageConsumer consumer =
        with.messaging()
            .sharedConsumer(
                group(), received -> handler.handle((MessageReceived) received.message()));
    consumer.readTopics(List.of(topic));
    consumer.start();
    toClose.push(consumer);
    return consumer;
  }

  private void readDeadLetters() {
    WholeTopic<DeadLetter> feed =
        new WholeTopic<>(
            TopicName.of("orchestrator", TopicKind.DEAD_LETTERS, tenant).toString(),
            DeadLetter.class,
            letters::add,
            kafka.messaging(),
            "conversation");
    feed.start();
    toClose.push(feed);
  }

  private void publish(String session, String id) {
    send(record(tenant, session, id));
  }

  /** A record for this test's topic if {@code of} is its tenant; else for that tenant's. */
  private ProducerRecord<String, byte[]> record(TenantId of, String session, String id) {
    String to = of.value().startsWith(tenant.value()) ? topicOf(of) : topic;
    return codec.encode(
        to,
        session,
        new MessageReceived(
            of,
            id,
            new SessionId(session),
            "sandbox",
            "+59899000001",
            null,
            "hola",
            Instant.parse("2026-03-02T12:00:00Z")),
        "conversation",
        UUID.randomUUID(),
        Instant.parse("2026-03-02T12:00:00Z"),
        null);
  }

  private void send(ProducerRecord<String, byte[]> record) {
    kafka.publisher().send(record).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private String group() {
    return "group-of-" + tenant;
  }

  private static String topicOf(TenantId tenant) {
    return TopicName.of("conversation", TopicKind.EVENTS, tenant).toString();
  }
}
