package dev.batuta.orchestrator.live;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Wakes those who wait for a change of something, named by a key. It carries no data: who wakes
 * reads the store. A wake-up may come without a change and may be lost (Redis carries it between
 * processes), so who waits looks again after a while by itself. A key may belong to a group; who
 * listens to a group hears which of its keys changed. Thread-safe.
 */
public final class LiveUpdates {
  /** How long a waiter trusts in being woken before it looks by itself. */
  public static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Map<String, Set<CountDownLatch>> waiters = new ConcurrentHashMap<>();
  private final Map<String, Set<Consumer<String>>> listeners = new ConcurrentHashMap<>();
  private final Fanout fanout;

  LiveUpdates(Fanout fanout) {
    this.fanout = fanout;
  }

  /** Carries a wake-up to other processes. */
  interface Fanout {
    /**
     * Sends it, or drops it.
     *
     * @param group null for none
     */
    void send(String key, @Nullable String group);

    /** Whether other processes listen, as far as was heard in the last seconds. */
    default boolean reachesOthers() {
      return false;
    }

    /** Whether wake-ups of other processes come at the moment, as far as can be known. */
    boolean reliable();
  }

  /** Ends listening. */
  @FunctionalInterface
  public interface Listening extends AutoCloseable {
    @Override
    void close();
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
     *
     * @return whether there was one
     */
    public boolean await(Duration timeout) {
      CountDownLatch current = latch;
      try {
        var _ = current.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      if (current.getCount() == 0) {
        latch = new CountDownLatch(1);
        register();
        return true;
      }
      return false;
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

  /**
   * Hears which keys of a group change, in this process and in others, until it is closed. The
   * listener must return at once.
   */
  public Listening listen(String group, Consumer<String> listener) {
    listeners.computeIfAbsent(group, _ -> ConcurrentHashMap.newKeySet()).add(listener);
    return () ->
        listeners.computeIfPresent(
            group,
            (_, all) -> {
              all.remove(listener);
              return all.isEmpty() ? null : all;
            });
  }

  /** Something changed. */
  public void changed(String key) {
    if (!wake(key)) {
      fanout.send(key, null);
    }
  }

  /** Something changed that belongs to a group. */
  public void changed(String key, String group) {
    tell(key, group);
    fanout.send(key, group);
  }

  /** Keys with this beginning for which somebody waits in this process. */
  public Set<String> awaited(String prefix) {
    return waiters.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Groups to which somebody listens in this process. */
  public Set<String> heardGroups() {
    return Set.copyOf(listeners.keySet());
  }

  /** Whether wake-ups of other processes come at the moment, as far as can be known. */
  public boolean reliable() {
    return fanout.reliable();
  }

  /** Tells those in this process: waiters for the key, and listeners of the group. */
  public void tell(String key, @Nullable String group) {
    wake(key);
    if (group != null) {
      listeners.getOrDefault(group, Set.of()).forEach(listener -> listener.accept(key));
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
