package dev.batuta.starter.messaging;

import dev.batuta.contracts.topic.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant has waiting at a consumer, and what it holds. Its lanes share by weight 8 : 4 : 1
 * (smooth weighted round robin, so that none starves), and a lane gains weight as its oldest record
 * waits. Partitions of a lane take turns. Guarded by the consumer's lock.
 */
final class TenantShare {
  private static final Map<Priority, Integer> WEIGHTS =
      Map.of(Priority.HIGH, 8, Priority.NORMAL, 4, Priority.LOW, 1);

  /** So long a wait is worth one more weight. */
  private static final Duration AGING = Duration.ofSeconds(2);

  /** As much as the highest lane: a record that has waited 16 s goes beside fresh ones of it. */
  private static final long MOST_GAIN = 8;

  private final Map<Priority, Deque<PartitionQueue>> lanes = new EnumMap<>(Priority.class);
  private final Map<Priority, Long> credit = new EnumMap<>(Priority.class);
  private final Set<PartitionQueue> known = new HashSet<>();
  private final Set<PartitionQueue> queued = new HashSet<>();
  private long start;
  private long turn;
  private int held;

  /** The virtual time at which its next record may start. */
  long start() {
    return start;
  }

  /** Tells apart those with the same start: who was served longer ago has the lower one. */
  long turn() {
    return turn;
  }

  /** Its next record starts at {@code start}. Not while it is in an order by these. */
  void begin(long start, long turn) {
    this.start = start;
    this.turn = turn;
  }

  /** Places it holds. */
  int held() {
    return held;
  }

  void hold() {
    held++;
  }

  void release() {
    held--;
  }

  boolean isRunnable() {
    return !queued.isEmpty();
  }

  /** Nothing of it is read here and nothing of it is at work. */
  boolean isForgotten() {
    return known.isEmpty() && held == 0;
  }

  void know(PartitionQueue queue) {
    known.add(queue);
  }

  void offer(PartitionQueue queue) {
    if (queue.size() > 0 && queued.add(queue)) {
      turnsOf(queue.lane()).addLast(queue);
    }
  }

  void forget(PartitionQueue queue) {
    known.remove(queue);
    if (queued.remove(queue)) {
      turnsOf(queue.lane()).remove(queue);
    }
  }

  /** Its next record; null when none can start, and it is then not runnable. */
  FairPicker.@Nullable Picked take(Instant now) {
    while (true) {
      Priority lane = nextLane(now);
      if (lane == null) {
        return null;
      }
      PartitionQueue queue = turnsOf(lane).removeFirst();
      ConsumerRecord<String, byte[]> record = queue.take();
      if (record != null && queue.size() > 0) {
        turnsOf(lane).addLast(queue);
      } else {
        // Empty, or all its keys are at work: it is offered again when one of them has finished.
        queued.remove(queue);
      }
      if (record != null) {
        return new FairPicker.Picked(queue, record);
      }
    }
  }

  private @Nullable Priority nextLane(Instant now) {
    Priority best = null;
    long total = 0;
    for (Priority lane : Priority.values()) {
      if (turnsOf(lane).isEmpty()) {
        credit.put(lane, 0L);
        continue;
      }
      long weight = WEIGHTS.getOrDefault(lane, 1) + gain(turnsOf(lane).getFirst().waited(now));
      total += weight;
      long has = credit.merge(lane, weight, Long::sum);
      if (best == null || has > credit.getOrDefault(best, 0L)) {
        best = lane;
      }
    }
    if (best != null) {
      credit.merge(best, -total, Long::sum);
    }
    return best;
  }

  private static long gain(Duration waited) {
    return Math.clamp(waited.dividedBy(AGING), 0, MOST_GAIN);
  }

  private Deque<PartitionQueue> turnsOf(Priority lane) {
    return lanes.computeIfAbsent(lane, _ -> new ArrayDeque<>());
  }
}
