package dev.batuta.orchestrator.live;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Wakes those who wait for a change of something, named by a key. It carries no data: who wakes
 * reads the store. A wake-up may come without a change and may be lost (Redis carries it between
 * processes), so who waits looks again after a while by itself. Thread-safe.
 */
public final class LiveUpdates {
  /** How long a waiter trusts in being woken before it looks by itself. */
  public static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Map<String, Set<CountDownLatch>> waiters = new ConcurrentHashMap<>();
  private final Fanout fanout;

  LiveUpdates(Fanout fanout) {
    this.fanout = fanout;
  }

  /** Carries a wake-up to other processes. */
  @FunctionalInterface
  interface Fanout {
    void send(String key);

    /** Whether other processes listen, as far as was heard in the last seconds. */
    default boolean reachesOthers() {
      return false;
    }
  }

  /** A place in the queue of those who wait; close it when done. */
  public final class Waiter implements AutoCloseable {
    private final String key;
    private volatile CountDownLatch latch = new CountDownLatch(1);

    private Waiter(String key) {
      this.key = key;
      register();
    }

    /**
     * Waits for a wake-up since the last call (or since it was opened), at most {@code timeout}.
     */
    public void await(Duration timeout) {
      CountDownLatch current = latch;
      try {
        current.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      if (current.getCount() == 0) {
        latch = new CountDownLatch(1);
        register();
      }
    }

    private void register() {
      waiters.compute(
          key,
          (_, all) -> {
            Set<CountDownLatch> latches = all == null ? ConcurrentHashMap.newKeySet() : all;
            latches.add(latch);
            return latches;
          });
    }

    @Override
    public void close() {
      waiters.computeIfPresent(
          key,
          (_, all) -> {
            all.remove(latch);
            return all.isEmpty() ? null : all;
          });
    }
  }

  /**
   * Begins to wait. Open it before reading the store, so that no change falls between the reading
   * and the waiting.
   */
  public Waiter waiter(String key) {
    return new Waiter(key);
  }

  /** Something changed. */
  public void changed(String key) {
    if (!wake(key)) {
      fanout.send(key);
    }
  }

  /**
   * Whether other orchestrators are reached over Redis, as far as was heard in the last seconds:
   * then, and only then, is Redis worth asking for what they share.
   */
  public boolean reachesOthers() {
    return fanout.reachesOthers();
  }

  /** Wakes the waiters of this process; whether there were any. */
  boolean wake(String key) {
    Set<CountDownLatch> latches = waiters.remove(key);
    if (latches == null) {
      return false;
    }
    latches.forEach(CountDownLatch::countDown);
    return true;
  }
}
