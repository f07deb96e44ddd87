package dev.batuta.agent.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.contracts.message.AgentHeartbeat;
import dev.batuta.contracts.message.Message;
import dev.batuta.contracts.message.ResultMessage;
import dev.batuta.contracts.message.TaskMessage;
import dev.batuta.contracts.message.TaskStatus;
import dev.batuta.contracts.message.TenantDescription;
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
import dev.batuta.starter.claim.ClaimStore;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent of a service that no part of the platform names, as an outside developer writes one. */
@WithInfrastructure
final class AgentDrainIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AgentId AGENT = new AgentId("weather_agent");
  private static final int TASKS = 40;

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final Queue<ResultMessage> results = new ConcurrentLinkedQueue<>();
  private final Queue<AgentHeartbeat> beats = new ConcurrentLinkedQueue<>();
  private final Set<TaskId> begun = ConcurrentHashMap.newKeySet();
  private final Queue<TaskId> executions = new ConcurrentLinkedQueue<>();
  private final InstantSource clock = Clock.systemUTC();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final String service = "weather-" + UUID.randomUUID().toString().substring(0, 8);
  private final String bootstrap;
  private final TenantId tenant;
  private final KafkaFixture platform;
  private final MongoFixture mongo;

  AgentDrainIT(EmbeddedInfrastructure infrastructure) {
    bootstrap = infrastructure.kafkaBootstrap();
    tenant = newTenant();
    platform = new KafkaFixture(bootstrap, "orchestrator");
    mongo = new MongoFixture(infrastructure.mongoUri(), "drain-" + UUID.randomUUID());
  }

  @BeforeEach
  void provisionTheTenant() {
    toClose.push(mongo);
    toClose.push(platform);
    platform.topics().createPlatform();
    platform.topics().createFor(tenant);
    toClose.push(gate::countDown);
    follow(results, ResultMessage.class, resultsOf(tenant));
    follow(beats, AgentHeartbeat.class, TopicCatalog.PLATFORM_AGENTS);
  }

  @AfterEach
  void close() throws Exception {
    gate.countDown();
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  @Test
  void a_service_that_nobody_knows_makes_its_own_topics_also_for_a_tenant_that_comes_later() {
    Instance agent = startInstance(tenant);
    await().atMost(PATIENCE).until(() -> lastBeat(agent.id()) != null);

    submit(tenant, "forecast");
    await().atMost(PATIENCE).until(() -> results.size() == 1);

    TenantId later = newTenant();
    platform.topics().createFor(later);
    Queue<ResultMessage> ofLater = new ConcurrentLinkedQueue<>();
    follow(ofLater, ResultMessage.class, resultsOf(later));
    agent.tenants().apply(describe(later));
    submit(later, "forecast");
    await().atMost(PATIENCE).until(() -> ofLater.size() == 1);

    assertThat(lastBeat(agent.id()))
        .satisfies(beat -> {
          assertThat(beat).isNotNull();
          assertThat(beat.service()).isEqualTo(service);
          assertThat(beat.agentId()).isEqualTo(AGENT);
          assertThat(beat.draining()).isFalse();
        });
  }

  @Test
  void a_drained_instance_finishes_its_work_and_leaves_the_rest_to_the_other() {
    Instance first = startInstance(tenant);
    TaskId slow = submit(tenant, "wait");
    await().atMost(PATIENCE).until(() -> begun.contains(slow));
    Instance second = startInstance(tenant);

    drain(null, first.id(), true);
    await().atMost(PATIENCE).until(() -> saysDraining(first.id(), true));
    for (int i = 0; i < TASKS; i++) {
      submit(tenant, "forecast");
    }
    gate.countDown();
    await().atMost(PATIENCE).until(() -> results.size() >= TASKS + 1);

    assertThat(resultsOf(slow)).isEqualTo(first.id());
    assertThat(results)
        .filteredOn(result -> !result.taskId().equals(slow))
        .hasSize(TASKS)
        .extracting(ResultMessage::instanceId)
        .containsOnly(second.id());
    assertThat(executions).as("nothing ran twice").doesNotHaveDuplicates().hasSize(TASKS + 1);
    assertThat(saysDraining(second.id(), false)).isTrue();
  }

  @Test
  void what_is_sent_to_a_drained_deployment_waits_until_it_is_drained_no_more() {
    Instance only = startInstance(tenant);
    submit(tenant, "forecast");
    await().atMost(PATIENCE).until(() -> results.size() == 1);
    drain(service, null, true);
    await().atMost(PATIENCE).until(() -> saysDraining(only.id(), true));
    Instance startedLater = startInstance(tenant);
    await().atMost(PATIENCE).until(() -> saysDraining(startedLater.id(), true));

    submit(tenant, "forecast");
    await()
        .during(Duration.ofSeconds(2))
        .atMost(PATIENCE)
        .until(() -> results.size() == 1 && executions.size() == 1);
    drain(service, null, false);

    await().atMost(PATIENCE).until(() -> results.size() == 2);
    await().atMost(PATIENCE).until(() -> saysDraining(only.id(), false));
    assertThat(executions).doesNotHaveDuplicates();
  }

  /** A process of the agent. */
  record Instance(InstanceId id, TenantDirectory tenants) {}

  private Instance startInstance(TenantId forTenant) {
    KafkaFixture kafka = new KafkaFixture(bootstrap, service);
    toClose.push(kafka);
    TenantDirectory tenants = new TenantDirectory();
    AgentConfiguration configuration = new AgentConfiguration();
    AgentProperties properties =
        new AgentProperties(AGENT, Duration.ofMillis(200), Duration.ofMillis(100));
    AgentMeters meters = configuration.agentMeters(new SimpleMeterRegistry());
    AgentTopics topics = new AgentTopics(kafka.topics(), tenants, kafka.identity(), () -> true);
    AgentRuntime runtime =
        configuration.agentRuntime(
            List.of(handler("forecast", false), handler("wait", true)),
            properties,
            kafka.identity(),
            kafka.publisher(),
            kafka.messaging(),
            tenants,
            topics,
            new ClaimStore(
                mongo.template(), clock, 256 * 1024, 8 * 1024 * 1024, Duration.ofDays(30)),
            clock,
            meters);
    Heartbeat heartbeat =
        configuration.heartbeat(
            runtime, topics, properties, kafka.identity(), kafka.publisher(), clock, meters);
    WholeTopic<AgentDrain> drains =
        configuration.drainFeed(
            runtime, heartbeat, properties, kafka.identity(), kafka.messaging());
    drains.start();
    toClose.push(drains);
    assertThat(drains.awaitCaughtUp(PATIENCE)).isTrue();
    tenants.apply(describe(forTenant));
    runtime.start();
    toClose.push(runtime::stop);
    heartbeat.start();
    toClose.push(heartbeat::stop);
    return new Instance(kafka.identity().instance(), tenants);
  }

  private TaskHandler handler(String capability, boolean waits) {
    return new TaskHandler() {
      @Override
      public Capability capability() {
        return new Capability(capability);
      }

      @Override
      public TaskOutcome handle(AgentTask task) {
        executions.add(task.id());
        begun.add(task.id());
        try {
          return !waits || gate.await(40, TimeUnit.SECONDS)
              ? TaskOutcome.completed("sunny")
              : TaskOutcome.refused("gate", "never opened");
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return TaskOutcome.retryable("stopped", "stopped");
        }
      }
    };
  }

  private void drain(@Nullable String ofService, @Nullable InstanceId instance, boolean on) {
    AgentDrain drain = new AgentDrain(AGENT, ofService, instance, on, "ana", clock.instant());
    platform
        .publisher()
        .publish(TopicCatalog.PLATFORM_DRAINS, drain.key(), drain, null)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private boolean saysDraining(InstanceId instance, boolean draining) {
    AgentHeartbeat beat = lastBeat(instance);
    return beat != null && beat.draining() == draining;
  }

  private @Nullable AgentHeartbeat lastBeat(InstanceId instance) {
    return beats.stream()
        .filter(beat -> beat.instanceId().equals(instance))
        .reduce((_, last) -> last)
        .orElse(null);
  }

  private InstanceId resultsOf(TaskId task) {
    return results.stream()
        .filter(result -> result.taskId().equals(task))
        .findFirst()
        .orElseThrow()
        .instanceId();
  }

  private TaskId submit(TenantId forTenant, String capability) {
    TaskId id = new TaskId(UUID.randomUUID());
    TaskMessage task =
        new TaskMessage(
            id,
            forTenant,
            id.toString(),
            "invented",
            TaskStatus.PENDING,
            Priority.NORMAL.level(),
            1,
            List.of(new Capability(capability)),
            clock.instant(),
            clock.instant().plusSeconds(120),
            ContractJson.mapper().createObjectNode(),
            null);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          platform
              .publisher()
              .publish(
                  TopicName.tasks(service, forTenant, Priority.NORMAL).toString(),
                  id.toString(),
                  task,
                  null)
              .orTimeout(20, TimeUnit.SECONDS)
              .join();
          return true;
        });
    return id;
  }

  private <M extends Message> void follow(Queue<M> into, Class<M> type, String topic) {
    WholeTopic<M> feed =
        new WholeTopic<>(topic, type, into::add, platform.messaging(), "orchestrator");
    feed.start();
    toClose.push(feed);
  }

  private static String resultsOf(TenantId of) {
    return TopicName.of("orchestrator", TopicKind.RESULTS, of).toString();
  }

  private static TenantId newTenant() {
    return new TenantId("test-" + UUID.randomUUID().toString().substring(0, 18));
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
}
