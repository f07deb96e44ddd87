package dev.batuta.starter.messaging;

import dev.batuta.contracts.topic.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Chooses whose record is next: priority lanes share by weight 8 : 4 : 1 (smooth weighted round
 * robin, so that no lane starves), partitions of a lane take turns, so that no tenant does. Guarded
 * by the consumer's lock.
 */
final class FairPicker {
  private static final Map<Priority, Integer> WEIGHTS =
      Map.of(Priority.HIGH, 8, Priority.NORMAL, 4, Priority.LOW, 1);

  private final Map<Priority, Deque<PartitionQueue>> turns = new EnumMap<>(Priority.class);
  private final Map<Priority, Integer> credit = new EnumMap<>(Priority.class);
  private final Set<PartitionQueue> queued = new HashSet<>();

  /** A record and the partition it came from. */
  record Picked(PartitionQueue queue, ConsumerRecord<String, byte[]> record) {}

  FairPicker() {
    for (Priority lane : Priority.values()) {
      turns.put(lane, new ArrayDeque<>());
      credit.put(lane, 0);
    }
  }

  /** A partition has, or may again have, records that can start. */
  void offer(PartitionQueue queue) {
    if (queue.size() > 0 && queued.add(queue)) {
      turnsOf(queue.lane()).addLast(queue);
    }
  }

  void remove(PartitionQueue queue) {
    if (queued.remove(queue)) {
      turnsOf(queue.lane()).remove(queue);
    }
  }

  /** The next record; null when nothing can start. */
  @Nullable Picked next() {
    while (true) {
      Priority lane = nextLane();
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
        return new Picked(queue, record);
      }
    }
  }

  private @Nullable Priority nextLane() {
    Priority best = null;
    int total = 0;
    for (Priority lane : Priority.values()) {
      if (turnsOf(lane).isEmpty()) {
        credit.put(lane, 0);
        continue;
      }
      int weight = WEIGHTS.getOrDefault(lane, 1);
      total += weight;
      int has = credit.merge(lane, weight, Integer::sum);
      if (best == null || has > credit.getOrDefault(best, 0)) {
        best = lane;
      }
    }
    if (best != null) {
      credit.merge(best, -total, Integer::sum);
    }
    return best;
  }

  private Deque<PartitionQueue> turnsOf(Priority lane) {
    return turns.computeIfAbsent(lane, _ -> new ArrayDeque<>());
  }
}
