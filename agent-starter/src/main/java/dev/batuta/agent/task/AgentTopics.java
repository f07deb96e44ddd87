package dev.batuta.agent.task;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.topic.TopicKind;
import dev.batuta.contracts.topic.TopicName;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.logging.LogContext;
import dev.batuta.starter.messaging.Topics;
import dev.batuta.starter.tenant.TenantDirectory;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the task topics of this agent's service, for every active tenant, and says of which tenants
 * they may be read. So a service of any name can be an agent, and no other part has to know it.
 */
final class AgentTopics implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AgentTopics.class);
  private static final int TENANTS_AT_ONCE = 50;
  private static final long LOOK_AGAIN_MS = 2_000;
  private static final long FIRST_LOOKS_MS = 100;
  private static final TenantId ANY = new TenantId("any-tenant");

  private final Topics topics;
  private final TenantDirectory tenants;
  private final String service;
  private final BooleanSupplier platformKnown;
  private final Semaphore changes = new Semaphore(1);
  private final Thread maker = Thread.ofVirtual().name("agent-topics").unstarted(this::run);

  /** Tenants whose topics are there. The maker's alone. */
  private final Set<TenantId> made = new HashSet<>();

  private volatile Consumer<Set<TenantId>> reader = _ -> {};
  private volatile boolean ready;
  private volatile boolean closed;

  /**
   * Makes nothing yet.
   *
   * @param platformKnown whether the tenants and drains that stand on the platform's topics have
   *     been read; before that nothing is made or read
   * @throws IllegalArgumentException if the service's short name cannot be part of a topic's name
   */
  AgentTopics(
      Topics topics,
      TenantDirectory tenants,
      ServiceIdentity identity,
      BooleanSupplier platformKnown) {
    this.topics = topics;
    this.tenants = tenants;
    this.service = identity.service();
    this.platformKnown = platformKnown;
    // A name that no topic can have is refused at the start, not in the background.
    var _ = TopicName.of(service, TopicKind.TASKS, ANY);
  }

  /** Begins; {@code reader} hears the tenants whose tasks can be read, on a thread of its own. */
  void start(Consumer<Set<TenantId>> reader) {
    this.reader = reader;
    tenants.onChange(changes::release);
    maker.start();
  }

  /** Whether once there were topics for every tenant: the agent can be given tasks from then on. */
  boolean areReady() {
    return ready;
  }

  private void run() {
    try (var _ = LogContext.service(service)) {
      boolean unfinished = true;
      while (!closed) {
        // A failure is tried again at the next look, for as long as the agent runs.
        boolean changed =
            changes.tryAcquire(ready ? LOOK_AGAIN_MS : FIRST_LOOKS_MS, TimeUnit.MILLISECONDS);
        changes.drainPermits();
        if ((changed || unfinished || !ready) && platformKnown.getAsBoolean()) {
          unfinished = !makeAndRead();
          ready |= !unfinished;
        } else {
          unfinished |= changed;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean makeAndRead() {
    Set<TenantId> active = tenants.active();
    Set<TenantId> missing = new HashSet<>(active);
    missing.removeAll(made);
    List<TenantId> rest = List.copyOf(missing);
    try {
      for (int from = 0; from < rest.size() && !closed; from += TENANTS_AT_ONCE) {
        read(active);
        List<TenantId> batch = rest.subList(from, Math.min(from + TENANTS_AT_ONCE, rest.size()));
        topics.createTasks(service, batch);
        made.addAll(batch);
      }
      return true;
    } catch (IllegalStateException failure) {
      log.atWarn().setCause(failure).log("task topics could not be made; trying on");
      return false;
    } finally {
      read(active);
    }
  }

  private void read(Set<TenantId> active) {
    Set<TenantId> readable = new HashSet<>(active);
    readable.retainAll(made);
    reader.accept(Set.copyOf(readable));
  }

  @Override
  public void close() {
    closed = true;
    if (maker.getState() == Thread.State.NEW) {
      return;
    }
    maker.interrupt();
    try {
      maker.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
