package dev.batuta.starter.messaging;

import dev.batuta.contracts.topic.Priority;
import dev.batuta.contracts.topic.TopicName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition that wait for a free place. Records of one key leave in order and one at
 * a time; others may overtake. Guarded by the consumer's lock.
 */
final class PartitionQueue {
  private static final int LOOK_AHEAD = 128;

  private final Deque<ConsumerRecord<String, byte[]>> waiting = new ArrayDeque<>();
  private final Set<String> busyKeys = new HashSet<>();
  private final TopicPartition partition;
  private final OffsetWatermark offsets;
  private final Optional<TopicName> topic;
  private final String owner;
  private final Priority lane;
  private int running;

  PartitionQueue(TopicPartition partition, OffsetWatermark offsets) {
    this.partition = partition;
    this.offsets = offsets;
    this.topic = TopicName.parse(partition.topic());
    this.owner = topic.map(name -> name.tenant().value()).orElse(partition.topic());
    this.lane = topic.map(PartitionQueue::laneOf).orElse(Priority.NORMAL);
  }

  TopicPartition partition() {
    return partition;
  }

  /** The tenant's topic it belongs to; empty for a topic of the platform. */
  Optional<TopicName> topic() {
    return topic;
  }

  /** Who shares its places: the tenant, or the topic where it is nobody's. */
  String owner() {
    return owner;
  }

  Priority lane() {
    return lane;
  }

  OffsetWatermark offsets() {
    return offsets;
  }

  void add(ConsumerRecord<String, byte[]> record) {
    offsets.seen(record.offset());
    if (!offsets.isDone(record.offset())) {
      waiting.addLast(record);
    }
  }

  int size() {
    return waiting.size();
  }

  /** How long its oldest waiting record has been in Kafka; zero when none waits. */
  Duration waited(Instant now) {
    ConsumerRecord<String, byte[]> oldest = waiting.peekFirst();
    if (oldest == null || oldest.timestamp() < 0) {
      return Duration.ZERO;
    }
    // The producer's clock may be ahead of ours.
    return Duration.ofMillis(Math.max(0, now.toEpochMilli() - oldest.timestamp()));
  }

  /** Whether a record that was taken is not finished yet. */
  boolean isBusy() {
    return running > 0;
  }

  /** Takes the next record that may start now; null when none may. */
  @Nullable ConsumerRecord<String, byte[]> take() {
    int looked = 0;
    Set<String> passed = null;
    for (Iterator<ConsumerRecord<String, byte[]>> it = waiting.iterator();
        it.hasNext() && looked < LOOK_AHEAD;
        looked++) {
      ConsumerRecord<String, byte[]> record = it.next();
      String key = record.key();
      if (key == null || (!busyKeys.contains(key) && (passed == null || !passed.contains(key)))) {
        it.remove();
        if (key != null) {
          busyKeys.add(key);
        }
        running++;
        return record;
      }
      passed = passed == null ? new HashSet<>() : passed;
      passed.add(key);
    }
    return null;
  }

  void finished(ConsumerRecord<String, byte[]> record) {
    running--;
    if (record.key() != null) {
      busyKeys.remove(record.key());
    }
    offsets.done(record.offset());
  }

  private static Priority laneOf(TopicName topic) {
    String extra = topic.extra();
    return extra == null ? Priority.NORMAL : Priority.valueOf(extra.toUpperCase(Locale.ROOT));
  }
}
