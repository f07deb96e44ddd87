package dev.batuta.agent.task;

import dev.batuta.contracts.message.AgentHeartbeat;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.messaging.MessagePublisher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Says at a steady beat that the agent is there and how it is. Its first beat registers it; its
 * last one says that it stops, so that no task is routed to it any more.
 */
final class Heartbeat implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
  private static final long PROGRESS_CHECK_MS = 100;

  private final AgentRuntime runtime;
  private final AgentTopics topics;
  private final AgentProperties properties;
  private final ServiceIdentity identity;
  private final MessagePublisher publisher;
  private final InstantSource clock;
  private final AgentMeters meters;
  private final Instant startedAt;
  private final ScheduledExecutorService beat =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("agent-heartbeat").factory());
  private volatile boolean running;

  Heartbeat(
      AgentRuntime runtime,
      AgentTopics topics,
      AgentProperties properties,
      ServiceIdentity identity,
      MessagePublisher publisher,
      InstantSource clock,
      AgentMeters meters) {
    this.runtime = runtime;
    this.topics = topics;
    this.properties = properties;
    this.identity = identity;
    this.publisher = publisher;
    this.clock = clock;
    this.meters = meters;
    this.startedAt = clock.instant();
  }

  @Override
  public void start() {
    long millis = properties.heartbeatInterval().toMillis();
    var _ = beat.scheduleAtFixedRate(() -> send(false), 0, millis, TimeUnit.MILLISECONDS);
    var _ =
        beat.scheduleAtFixedRate(
            runtime::lookAtRunning, PROGRESS_CHECK_MS, PROGRESS_CHECK_MS, TimeUnit.MILLISECONDS);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    beat.shutdownNow();
    send(true);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops before the runtime does: the later a phase starts, the earlier it stops. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE;
  }

  /** Says at once what has changed. */
  void beatNow() {
    if (!beat.isShutdown()) {
      beat.execute(() -> send(false));
    }
  }

  private void send(boolean stopping) {
    if (!topics.areReady()) {
      // Who is not known is given no tasks: they would go to topics that are not there yet.
      return;
    }
    try {
      var _ =
          publisher.publish(
              TopicCatalog.PLATFORM_AGENTS,
              identity.instance().value(),
              new AgentHeartbeat(
                  properties.id(),
                  identity.instance(),
                  identity.service(),
                  identity.version(),
                  runtime.capabilities(),
                  runtime.capacity(),
                  runtime.inFlight(),
                  meters.completed(),
                  meters.failed(),
                  meters.averageMillis(),
                  stopping,
                  runtime.isDraining(),
                  properties.heartbeatInterval().toMillis(),
                  startedAt,
                  clock.instant()),
              null);
    } catch (RuntimeException failure) {
      // Must not end the schedule; a missed beat is what the registry watches for.
      log.atWarn().setCause(failure).log("heartbeat not sent");
    }
  }
}
