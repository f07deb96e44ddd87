package dev.batuta.starter.messaging;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.topic.TopicName;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Chooses whose record is next, so that what one tenant sends does not decide how long another
 * waits. Tenants are served by start-time fair queuing (Goyal, Vin, Cheng 1997) with the weights of
 * their tiers: a record of a tenant that asks for less than its share waits behind at most one
 * record of each other tenant, and after its own last record behind at most the ratio of the
 * weights. How many places of the consumer one tenant may hold is bounded besides. Within a tenant,
 * {@link TenantShare} chooses the lane. Guarded by the consumer's lock.
 */
final class FairPicker {
  /** What one record costs a tenant of weight 1; divisible by all weights up to 16. */
  private static final long COST = 720_720;

  /** One place of so many is kept free of the only tenant at work, for others that may come. */
  private static final int RESERVED_OF = 8;

  private final int capacity;
  private final ToIntFunction<TenantId> weights;
  private final Map<String, TenantShare> shares = new HashMap<>();
  private final TreeSet<TenantShare> runnable =
      new TreeSet<>(
          Comparator.comparingLong(TenantShare::start).thenComparingLong(TenantShare::turn));
  private long virtualTime;
  private long turns;
  private int held;

  /** A record, the partition it came from, and whose place it holds. */
  record Picked(PartitionQueue queue, ConsumerRecord<String, byte[]> record) {}

  /**
   * A picker.
   *
   * @param capacity places there are; at least 1
   * @param weights a tenant's share in relation to the others'; at least 1
   */
  FairPicker(int capacity, ToIntFunction<TenantId> weights) {
    this.capacity = capacity;
    this.weights = weights;
  }

  /** A partition is read here: it has, or may have again, records that can start. */
  void offer(PartitionQueue queue) {
    TenantShare share = shares.computeIfAbsent(queue.owner(), _ -> new TenantShare());
    share.know(queue);
    boolean wasRunnable = share.isRunnable();
    share.offer(queue);
    if (!wasRunnable && share.isRunnable()) {
      // Whoever had nothing to do saves nothing up.
      share.begin(Math.max(share.start(), virtualTime), ++turns);
      runnable.add(share);
    }
  }

  /** A partition is not read here any more; what is at work of it still holds its place. */
  void remove(PartitionQueue queue) {
    String owner = queue.owner();
    TenantShare share = shares.get(owner);
    if (share != null) {
      share.forget(queue);
      settle(owner, share);
    }
  }

  /** The next record, which then holds a place; null when nothing can start or no place is free. */
  @Nullable Picked next(Instant now) {
    while (held < capacity) {
      TenantShare share = nextShare();
      if (share == null) {
        return null;
      }
      // Out of the order while what it is ordered by changes.
      runnable.remove(share);
      Picked picked = share.take(now);
      if (picked != null) {
        long begun = Math.max(share.start(), virtualTime);
        virtualTime = begun;
        share.begin(begun + COST / weightOf(picked.queue()), ++turns);
        share.hold();
        held++;
      }
      if (share.isRunnable()) {
        runnable.add(share);
      }
      if (picked != null) {
        return picked;
      }
    }
    return null;
  }

  /** A record is done with: its place is free. */
  void finished(Picked picked) {
    held--;
    String owner = picked.queue().owner();
    TenantShare share = shares.get(owner);
    if (share != null) {
      share.release();
      settle(owner, share);
    }
  }

  /** How many places are taken. */
  int held() {
    return held;
  }

  private @Nullable TenantShare nextShare() {
    int most = mostPlaces();
    // At most two tenants can hold half of the places, so this looks at three at the most.
    for (TenantShare share : runnable) {
      if (share.held() < most) {
        return share;
      }
    }
    return null;
  }

  /** How many places one tenant may hold now. */
  private int mostPlaces() {
    if (shares.size() == 1) {
      return capacity;
    }
    // Rounded up, so that two tenants can always fill all places between them.
    return runnable.size() > 1 ? (capacity + 1) / 2 : capacity - capacity / RESERVED_OF;
  }

  private void settle(String owner, TenantShare share) {
    if (!share.isRunnable()) {
      runnable.remove(share);
    }
    if (share.isForgotten()) {
      shares.remove(owner);
    }
  }

  private int weightOf(PartitionQueue queue) {
    TenantId tenant = queue.topic().map(TopicName::tenant).orElse(null);
    return tenant == null ? 1 : Math.max(1, weights.applyAsInt(tenant));
  }
}
