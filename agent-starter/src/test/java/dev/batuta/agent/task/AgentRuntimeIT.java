package dev.batuta.agent.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.AgentHeartbeat;
import dev.batuta.contracts.message.Message;
import dev.batuta.contracts.message.ProgressMessage;
import dev.batuta.contracts.message.ResultMessage;
import dev.batuta.contracts.message.TaskCancelled;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.contracts.message.TaskMessage;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.message.TenantHalt;
import dev.batuta.contracts.tenant.Branding;
import dev.batuta.contracts.tenant.BusinessHours;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.tenant.TenantTier;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.claim.Claim;
import dev.batuta.starter.claim.ClaimStore;
import dev.batuta.starter.claim.Fetched;
import dev.batuta.starter.messaging.KafkaFixture;
import dev.batuta.starter.messaging.WholeTopic;
import dev.batuta.starter.store.MongoFixture;
import dev.batuta.starter.tenant.TenantDirectory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@WithInfrastructure
final class AgentRuntimeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AgentId AGENT = new AgentId("analytics_agent");

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final Queue<ResultMessage> results = new ConcurrentLinkedQueue<>();
  private final Queue<ProgressMessage> progress = new ConcurrentLinkedQueue<>();
  private final Queue<AgentHeartbeat> beats = new ConcurrentLinkedQueue<>();
  private final InstantSource clock = Clock.systemUTC();
  private final Queue<TaskId> begun = new ConcurrentLinkedQueue<>();
  private final Queue<TaskId> stopped = new ConcurrentLinkedQueue<>();
  private final Queue<TenantHalt> halts = new ConcurrentLinkedQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final TenantId tenant;
  private final KafkaFixture kafka;
  private final MongoFixture mongo;
  private final ClaimStore claims;

  AgentRuntimeIT(EmbeddedInfrastructure infrastructure) {
    tenant = new TenantId("test-" + UUID.randomUUID().toString().substring(0, 18));
    kafka = new KafkaFixture(infrastructure.kafkaBootstrap(), "analytics");
    mongo = new MongoFixture(infrastructure.mongoUri(), "agent-" + UUID.randomUUID());
    claims =
        new ClaimStore(mongo.template(), clock, 256 * 1024, 8 * 1024 * 1024, Duration.ofDays(30));
  }

  /** What the invented handler reads. */
  record Order(String product, int pieces) {}

  @BeforeEach
  void startTheAgent() {
    toClose.push(mongo);
    toClose.push(kafka);
    kafka.topics().createPlatform();
    kafka.topics().createFor(tenant);
    TenantDirectory tenants = new TenantDirectory();
    AgentConfiguration configuration = new AgentConfiguration();
    AgentProperties properties =
        new AgentProperties(AGENT, Duration.ofMillis(200), Duration.ofMillis(100));
    AgentMeters meters = configuration.agentMeters(new SimpleMeterRegistry());
    AgentTopics topics = new AgentTopics(kafka.topics(), tenants, kafka.identity(), () -> true);
    AgentRuntime runtime =
        configuration.agentRuntime(
            List.of(
                configuration.pingHandler(),
                handler("order", task -> TaskOutcome.completed(task.payload(Order.class))),
                handler("refuse", task -> TaskOutcome.refused("no_price", "there is no price")),
                handler(
                    "report",
                    task -> {
                      task.progress("half way", 50);
                      return TaskOutcome.completed("done");
                    }),
                handler("wait", this::waitAtTheGate),
                handler("huge", _ -> TaskOutcome.completed("x".repeat(9_000_000))),
                handler("stop", this::workUntilStopped),
                handler(
                    "show",
                    task -> {
                      task.progress(
                          Progress.of("reading prices", 30)
                              .showing(List.of("isopanel"))
                              .using("price_list", "stock"));
                      return TaskOutcome.completed("done");
                    }),
                handler(
                    "break",
                    task -> {
                      throw new IllegalStateException("a secret of the database");
                    }),
                handler(
                    "overflow",
                    task -> {
                      throw new StackOverflowError("invented");
                    })),
            properties,
            kafka.identity(),
            kafka.publisher(),
            kafka.messaging(),
            tenants,
            topics,
            claims,
            clock,
            meters);
    Heartbeat heartbeat =
        configuration.heartbeat(
            runtime, topics, properties, kafka.identity(), kafka.publisher(), clock, meters);
    runtime.start();
    toClose.push(runtime::stop);
    heartbeat.start();
    toClose.push(heartbeat::stop);
    toClose.push(gate::countDown);
    tenants.apply(describe(tenant));
    follow(results, ResultMessage.class, topic(TopicKind.RESULTS));
    follow(halts, TenantHalt.class, TopicCatalog.PLATFORM_HALTS);
    follow(progress, ProgressMessage.class, topic(TopicKind.PROGRESS));
  }

  @AfterEach
  void close() throws Exception {
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  @Test
  void a_task_is_answered_with_one_result() {
    TaskId task = submit("order", "{'product':'isopanel','pieces':3,'unknown':1}");

    ResultMessage result = resultOf(task);

    assertThat(result.status()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(result.result()).isEqualTo(json("{'product':'isopanel','pieces':3}"));
    assertThat(result.attempt()).isEqualTo(2);
    assertThat(result.agentId()).isEqualTo(AGENT);
    assertThat(result.instanceId()).isEqualTo(kafka.identity().instance());
  }

  @Test
  void a_large_payload_reaches_the_handler_whole_and_its_large_result_is_kept_aside() {
    JsonNode large = json("{'text':'" + "x".repeat(1_500_000) + "'}");
    JsonNode reference = claims.keep(tenant, large);

    TaskId task = submit("ping", reference.toString());

    JsonNode result = resultOf(task).result();
    assertThat(result).isEqualTo(reference);
    assertThat(claims.fetch(tenant, reference)).isEqualTo(new Fetched.Value(large));
  }

  @Test
  void a_payload_that_is_not_kept_any_more_and_a_result_beyond_the_bound_end_the_task() {
    TaskId missing =
        submit("ping", new Claim("ab".repeat(32), 300_000, "ab".repeat(32)).json().toString());
    TaskId huge = submit("huge", "{}");

    assertThat(errorOf(missing).code()).isEqualTo("claim_missing");
    assertThat(errorOf(huge).code()).isEqualTo("result_too_large");
    assertThat(errorOf(huge).retryable()).isFalse();
  }

  @Test
  void many_tasks_in_all_lanes_have_one_result_each() {
    int tasks = 150;
    for (int i = 0; i < tasks; i++) {
      Priority lane = Priority.ofLevel(i % 10);
      publish(message(new TaskId(UUID.randomUUID()), "ping", "{'n':" + i + "}", lane, later()));
    }

    await().atMost(PATIENCE).until(() -> results.size() >= tasks);
    TaskId last = submit("ping", "{}");
    resultOf(last);
    assertThat(results)
        .extracting(ResultMessage::taskId)
        .doesNotHaveDuplicates()
        .hasSize(tasks + 1);
  }

  @Test
  void how_a_handler_ends_decides_whether_another_attempt_may_help() {
    TaskId broken = submit("break", "{}");
    TaskId overflown = submit("overflow", "{}");
    TaskId refused = submit("refuse", "{}");
    TaskId invalid = submit("order", "{'product':'isopanel','pieces':'many'}");
    TaskId unknown = submit("fly", "{}");

    assertThat(errorOf(broken))
        .isEqualTo(new TaskError("handler_failed", "IllegalStateException", true));
    assertThat(errorOf(overflown))
        .isEqualTo(new TaskError("handler_failed", "StackOverflowError", true));
    assertThat(errorOf(refused)).isEqualTo(new TaskError("no_price", "there is no price", false));
    assertThat(errorOf(invalid).code()).isEqualTo("invalid_payload");
    assertThat(errorOf(invalid).retryable()).isFalse();
    assertThat(errorOf(unknown))
        .isEqualTo(new TaskError("unknown_capability", "analytics_agent cannot fly", false));
  }

  @Test
  void a_task_that_has_expired_in_the_queue_is_dropped() {
    TaskMessage expired =
        message(
            new TaskId(UUID.randomUUID()),
            "ping",
            "{}",
            Priority.NORMAL,
            clock.instant().minusSeconds(1));
    publish(expired);

    resultOf(submit("ping", "{}"));

    assertThat(results).extracting(ResultMessage::taskId).doesNotContain(expired.taskId());
  }

  @Test
  void a_task_that_takes_longer_than_a_moment_is_announced_once() {
    TaskId task = submit("wait", "{}");

    await().atMost(PATIENCE).until(() -> !progress.isEmpty());
    gate.countDown();
    resultOf(task);

    assertThat(progress)
        .singleElement()
        .satisfies(sign -> {
          assertThat(sign.taskId()).isEqualTo(task);
          assertThat(sign.step()).isNull();
          assertThat(sign.progress()).isZero();
        });
  }

  @Test
  void a_handler_may_tell_how_far_it_is() {
    resultOf(submit("report", "{}"));

    await().atMost(PATIENCE).until(() -> !progress.isEmpty());
    assertThat(progress)
        .singleElement()
        .satisfies(sign -> {
          assertThat(sign.step()).isEqualTo("half way");
          assertThat(sign.progress()).isEqualTo(50);
        });
  }

  @Test
  void a_handler_shows_what_it_knows_and_what_it_used() {
    resultOf(submit("show", "{}"));

    await().atMost(PATIENCE).until(() -> !progress.isEmpty());
    assertThat(progress)
        .singleElement()
        .satisfies(sign -> {
          assertThat(sign.intermediateResult()).isEqualTo(json("['isopanel']"));
          assertThat(sign.toolsUsed()).containsExactly("price_list", "stock");
        });
  }

  @Test
  void a_running_task_hears_of_its_cancellation_and_ends_without_a_result() {
    TaskId task = submit("stop", "{}");
    TaskId other = submit("wait", "{}");
    await().atMost(PATIENCE).until(() -> begun.contains(task));

    cancel(task, null);

    await().atMost(PATIENCE).until(() -> stopped.contains(task));
    gate.countDown();
    resultOf(other);
    assertThat(results).extracting(ResultMessage::taskId).doesNotContain(task);
  }

  @Test
  void a_running_task_hears_that_its_deadline_has_passed() {
    TaskId task = new TaskId(UUID.randomUUID());
    publish(message(task, "stop", "{}", Priority.HIGH, clock.instant().plusSeconds(3)));

    await().atMost(PATIENCE).until(() -> stopped.contains(task));
  }

  @Test
  void a_cancelled_task_is_not_begun_and_a_withdrawn_attempt_makes_way_for_the_next() {
    TaskId cancelled = new TaskId(UUID.randomUUID());
    TaskId paused = new TaskId(UUID.randomUUID());
    TaskId probe = submit("stop", "{}");
    await().atMost(PATIENCE).until(() -> begun.contains(probe));
    cancel(cancelled, null);
    cancel(paused, 2);
    // Orders stand in one topic in order: when the last is heard, so are those before it.
    cancel(probe, null);
    await().atMost(PATIENCE).until(() -> stopped.contains(probe));

    publish(message(cancelled, "ping", "{}", Priority.HIGH, later()));
    publish(message(paused, "ping", "{}", Priority.HIGH, later()));
    publish(message(paused, "ping", "{}", Priority.HIGH, later(), 3));
    resultOf(submit("ping", "{}"));

    await().atMost(PATIENCE).until(() -> results.stream().anyMatch(r -> r.taskId().equals(paused)));
    assertThat(results).extracting(ResultMessage::taskId).doesNotContain(cancelled);
    assertThat(results.stream().filter(r -> r.taskId().equals(paused)))
        .extracting(ResultMessage::attempt)
        .containsExactly(3);
  }

  @Test
  void a_halted_tenants_task_at_work_ends_and_the_others_wait_until_it_goes_on() {
    TaskId running = submit("wait", "{}");
    TaskId probe = submit("stop", "{}");
    await().atMost(PATIENCE).until(() -> begun.contains(probe) && begun.contains(running));
    halt(tenant, true, 1);
    await()
        .atMost(PATIENCE)
        .until(() -> halts.stream().anyMatch(halt -> halt.tenantId().equals(tenant)));

    TaskId held = submit("ping", "{}");
    TaskId second = submit("order", "{'product':'isopanel','pieces':3}");
    gate.countDown();
    resultOf(running);
    cancel(probe, null);
    await().atMost(PATIENCE).until(() -> stopped.contains(probe));
    await()
        .during(Duration.ofSeconds(1))
        .atMost(PATIENCE)
        .until(() -> results.stream().map(ResultMessage::taskId).toList().equals(List.of(running)));
    halt(tenant, false, 2);

    resultOf(held);
    resultOf(second);
    assertThat(results).extracting(ResultMessage::taskId).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void the_first_heartbeat_registers_the_agent_and_the_last_one_says_that_it_stops()
      throws Exception {
    follow(beats, AgentHeartbeat.class, TopicCatalog.PLATFORM_AGENTS);
    AutoCloseable feed = toClose.pop();
    await().atMost(PATIENCE).until(() -> mine().size() >= 3);
    AgentHeartbeat first = mine().getFirst();

    assertThat(first.agentId()).isEqualTo(AGENT);
    assertThat(first.service()).isEqualTo("analytics");
    assertThat(first.stopping()).isFalse();
    assertThat(first.capabilities())
        .contains(new Capability("ping"), new Capability("order"))
        .hasSize(10);
    assertThat(first.intervalMs()).isEqualTo(200);

    try (feed) {
      close();
      await().atMost(PATIENCE).until(() -> mine().getLast().stopping());
    }
  }

  private List<AgentHeartbeat> mine() {
    return beats.stream()
        .filter(beat -> beat.instanceId().equals(kafka.identity().instance()))
        .toList();
  }

  private TaskOutcome workUntilStopped(AgentTask task) {
    CountDownLatch told = new CountDownLatch(1);
    task.onCancel(told::countDown);
    begun.add(task.id());
    try {
      if (told.await(20, TimeUnit.SECONDS)) {
        stopped.add(task.id());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    task.throwIfCancelled();
    return TaskOutcome.completed("never stopped");
  }

  private void cancel(TaskId task, @Nullable Integer withdrawn) {
    kafka
        .publisher()
        .publish(
            TopicCatalog.PLATFORM_CANCELLATIONS,
            task.toString(),
            new TaskCancelled(task, tenant, withdrawn, "invented", clock.instant()),
            null)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private void halt(TenantId of, boolean halted, int second) {
    kafka
        .publisher()
        .publish(
            TopicCatalog.PLATFORM_HALTS,
            of.value(),
            new TenantHalt(of, halted, "invented", "test", Instant.EPOCH.plusSeconds(second)),
            null)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private TaskOutcome waitAtTheGate(AgentTask task) {
    begun.add(task.id());
    try {
      return gate.await(20, TimeUnit.SECONDS)
          ? TaskOutcome.completed(task.type())
          : TaskOutcome.refused("gate", "never opened");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return TaskOutcome.retryable("stopped", "stopped");
    }
  }

  private ResultMessage resultOf(TaskId task) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> results.stream().filter(each -> each.taskId().equals(task)).toList(),
            all -> !all.isEmpty())
        .getFirst();
  }

  private TaskError errorOf(TaskId task) {
    ResultMessage result = resultOf(task);
    assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
    TaskError error = result.error();
    assertThat(error).isNotNull();
    return error;
  }

  private TaskId submit(String capability, String payload) {
    TaskId id = new TaskId(UUID.randomUUID());
    publish(message(id, capability, payload, Priority.HIGH, later()));
    return id;
  }

  private Instant later() {
    return clock.instant().plusSeconds(60);
  }

  private TaskMessage message(
      TaskId id, String capability, String payload, Priority priority, Instant deadline) {
    return new TaskMessage(
        id,
        tenant,
        id.toString(),
        "invented",
        TaskStatus.PENDING,
        priority.level(),
        2,
        List.of(new Capability(capability)),
        clock.instant(),
        deadline,
        json(payload),
        null);
  }

  private TaskMessage message(
      TaskId id,
      String capability,
      String payload,
      Priority priority,
      Instant deadline,
      int attempt) {
    TaskMessage second = message(id, capability, payload, priority, deadline);
    return new TaskMessage(
        id,
        tenant,
        second.globalTaskId(),
        second.type(),
        second.status(),
        second.priority(),
        attempt,
        second.requiredCapabilities(),
        second.createdAt(),
        deadline,
        second.payload(),
        null);
  }

  private void publish(TaskMessage task) {
    kafka
        .publisher()
        .publish(
            TopicName.tasks("analytics", tenant, Priority.ofLevel(task.priority())),
            task.taskId().toString(),
            task)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private <M extends Message> void follow(Queue<M> into, Class<M> type, String topic) {
    WholeTopic<M> feed = new WholeTopic<>(topic, type, into::add, kafka.messaging(), "analytics");
    feed.start();
    toClose.push(feed);
  }

  private String topic(TopicKind kind) {
    return TopicName.of("orchestrator", kind, tenant).toString();
  }

  private static TaskHandler handler(String capability, Function<AgentTask, TaskOutcome> work) {
    return new TaskHandler() {
      @Override
      public Capability capability() {
        return new Capability(capability);
      }

      @Override
      public TaskOutcome handle(AgentTask task) {
        return work.apply(task);
      }
    };
  }

  private static TenantDescription describe(TenantId tenant) {
    return new TenantDescription(
        tenant,
        "Techos del Este",
        "UY",
        "UYU",
        "es-UY",
        "America/Montevideo",
        TenantStatus.ACTIVE,
        Branding.PLAIN,
        TenantTier.PRO,
        BusinessHours.USUAL,
        Instant.parse("2126-03-02T12:00:00Z"));
  }

  private static JsonNode json(String text) {
    return ContractJson.mapper().readTree(text.replace('\'', '"'));
  }
}
