package dev.batuta.orchestrator.agent;

import static dev.batuta.orchestrator.agent.SampleAgents.LIMITS;
import static dev.batuta.orchestrator.agent.SampleAgents.PROPERTIES;
import static dev.batuta.orchestrator.agent.SampleAgents.beat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.InstanceId;
import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.messaging.KafkaFixture;
import dev.batuta.starter.messaging.WholeTopic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two orchestrators that hear the same agents over Kafka. */
@WithInfrastructure
final class AgentFeedsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final InstantSource clock = Clock.systemUTC();
  private final String agent = "a" + UUID.randomUUID().toString().substring(0, 8) + "_agent";
  private final AgentId id = new AgentId(agent);
  private final String bootstrap;
  private final KafkaFixture kafka;

  AgentFeedsIT(EmbeddedInfrastructure infrastructure) {
    bootstrap = infrastructure.kafkaBootstrap();
    kafka = new KafkaFixture(bootstrap, "orchestrator");
  }

  @BeforeEach
  void makeTopics() {
    toClose.push(kafka);
    kafka.topics().createPlatform();
  }

  @AfterEach
  void close() throws Exception {
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  @Test
  void agents_with_clocks_two_minutes_off_are_up_and_one_that_died_before_the_start_is_not() {
    says("dead", -120);
    AgentRegistry registry = startOrchestrator(kafka);
    assertThat(statusOf(registry, "dead")).contains(AgentHealth.LOST);

    await()
        .atMost(PATIENCE)
        .until(() -> {
          says("behind", -120);
          says("ahead", 120);
          return statusOf(registry, "behind").equals(Optional.of(AgentHealth.UP))
              && statusOf(registry, "ahead").equals(Optional.of(AgentHealth.UP));
        });
    await()
        .atMost(PATIENCE)
        .until(() ->
            statusOf(registry, "behind").equals(Optional.of(AgentHealth.LOST))
                && statusOf(registry, "ahead").equals(Optional.of(AgentHealth.LOST)));
  }

  @Test
  void a_drain_is_known_to_all_orchestrators_also_to_one_that_starts_later() {
    AgentRegistry first = startOrchestrator(kafka);
    AgentRegistry second = startOrchestrator(other());
    AgentDrains drains = new AgentDrains(first, kafka.publisher(), clock);

    assertThat(drains.drain(id, null, new InstanceId(agent + "-1"), "ana")).isTrue();
    assertThat(drains.drain(id, null, null, "ana")).isTrue();
    assertThat(first.drains(id)).extracting(AgentDrain::requestedBy).containsExactly("ana", "ana");
    await().atMost(PATIENCE).until(() -> second.drains(id).size() == 2);
    AgentRegistry third = startOrchestrator(other());
    await().atMost(PATIENCE).until(() -> third.drains(id).size() == 2);

    assertThat(drains.undrain(id, null, null, "bea")).isTrue();
    await().atMost(PATIENCE).until(() -> second.drains(id).isEmpty());
    await().atMost(PATIENCE).until(() -> third.drains(id).isEmpty());
  }

  private AgentRegistry startOrchestrator(KafkaFixture with) {
    AgentConfiguration configuration = new AgentConfiguration();
    AgentRegistry registry =
        configuration.agentRegistry(clock, PROPERTIES, LIMITS, new SimpleMeterRegistry());
    WholeTopic<?> beats =
        configuration.heartbeatFeed(registry, with.messaging(), with.topics(), with.identity());
    WholeTopic<?> drains = configuration.drainFeed(registry, with.messaging(), with.identity());
    beats.start();
    toClose.push(beats);
    drains.start();
    toClose.push(drains);
    assertThat(beats.awaitCaughtUp(PATIENCE)).isTrue();
    assertThat(drains.awaitCaughtUp(PATIENCE)).isTrue();
    return registry;
  }

  private KafkaFixture other() {
    KafkaFixture other = new KafkaFixture(bootstrap, "orchestrator");
    toClose.push(other);
    return other;
  }

  private void says(String instance, int secondsOff) {
    kafka
        .publisher()
        .publish(
            TopicCatalog.PLATFORM_AGENTS,
            agent + "-" + instance,
            beat(
                agent,
                agent + "-" + instance,
                0,
                false,
                clock.instant().plusSeconds(secondsOff),
                "ping"),
            null)
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  private Optional<AgentHealth> statusOf(AgentRegistry registry, String instance) {
    return registry.agent(id).stream()
        .flatMap(state -> state.instances().stream())
        .filter(each -> each.instanceId().value().equals(agent + "-" + instance))
        .map(AgentState.Instance::status)
        .findFirst();
  }
}
