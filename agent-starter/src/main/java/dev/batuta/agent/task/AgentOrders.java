package dev.batuta.agent.task;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskCancelled;
import dev.batuta.contracts.message.TaskMessage;
import dev.batuta.contracts.message.TenantHalt;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.starter.launch.ServiceIdentity;
import dev.batuta.starter.messaging.Messaging;
import dev.batuta.starter.messaging.WholeTopic;
import dev.batuta.starter.tenant.TenantHalts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What the orchestrator tells every instance of every agent: which tasks are not to be done any
 * more, and whose work is stopped. Thread-safe.
 */
final class AgentOrders implements AutoCloseable {
  /** Ids of cancelled tasks that are remembered; beyond them a task is done in vain. */
  static final int REMEMBERED = 20_000;

  private static final Duration CAUGHT_UP = Duration.ofSeconds(60);

  private final TenantHalts halts = new TenantHalts();
  private final WholeTopic<TaskCancelled> cancellations;
  private final WholeTopic<TenantHalt> haltFeed;
  private final Consumer<TaskCancelled> listener;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<Key, Integer> withdrawn = new LinkedHashMap<>();

  private record Key(TenantId tenant, TaskId task) {}

  /** Reads them; {@code listener} hears each cancellation. */
  AgentOrders(Messaging messaging, ServiceIdentity identity, Consumer<TaskCancelled> listener) {
    this.listener = listener;
    this.cancellations =
        new WholeTopic<>(
            TopicCatalog.PLATFORM_CANCELLATIONS,
            TaskCancelled.class,
            this::heard,
            messaging,
            identity.service());
    this.haltFeed =
        new WholeTopic<>(
            TopicCatalog.PLATFORM_HALTS,
            TenantHalt.class,
            halts::apply,
            messaging,
            identity.service());
  }

  /**
   * Begins, and waits until all orders given before are known: no task may begin before that.
   *
   * @throws IllegalStateException if they cannot be read within a minute
   */
  void start() {
    cancellations.start();
    haltFeed.start();
    if (!haltFeed.awaitCaughtUp(CAUGHT_UP) || !cancellations.awaitCaughtUp(CAUGHT_UP)) {
      throw new IllegalStateException(
          "the orders on "
              + TopicCatalog.PLATFORM_HALTS
              + " and "
              + TopicCatalog.PLATFORM_CANCELLATIONS
              + " could not be read within "
              + CAUGHT_UP);
    }
  }

  /** Calls {@code listener} when a tenant is halted or goes on. */
  void onHalt(Runnable changed) {
    halts.onChange(changed);
  }

  Set<TenantId> haltedTenants() {
    return halts.tenants();
  }

  /** Whether an attempt must not be begun. */
  boolean forbids(TaskMessage task) {
    lock.lock();
    try {
      Integer last = withdrawn.get(new Key(task.tenantId(), task.taskId()));
      return last != null && task.attempt() <= last;
    } finally {
      lock.unlock();
    }
  }

  private void heard(TaskCancelled order) {
    int last = order.withdrawnAttempt() == null ? Integer.MAX_VALUE : order.withdrawnAttempt();
    lock.lock();
    try {
      withdrawn.merge(new Key(order.tenantId(), order.taskId()), last, Math::max);
      if (withdrawn.size() > REMEMBERED) {
        var oldest = withdrawn.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    } finally {
      lock.unlock();
    }
    listener.accept(order);
  }

  @Override
  public void close() {
    cancellations.close();
    haltFeed.close();
  }
}
