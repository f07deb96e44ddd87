package dev.batuta.starter.messaging;

import dev.batuta.contracts.topic.Priority;
import dev.batuta.contracts.topic.TopicName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Locale;
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
  private final Priority lane;

  PartitionQueue(TopicPartition partition, OffsetWatermark offsets) {
    this.partition = partition;
    this.offsets = offsets;
    this.lane = laneOf(partition.topic());
  }

  TopicPartition partition() {
    return partition;
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
        return record;
      }
      passed = passed == null ? new HashSet<>() : passed;
      passed.add(key);
    }
    return null;
  }

  void finished(ConsumerRecord<String, byte[]> record) {
    if (record.key() != null) {
      busyKeys.remove(record.key());
    }
    offsets.done(record.offset());
  }

  private static Priority laneOf(String topic) {
    String extra = TopicName.parse(topic).map(TopicName::extra).orElse(null);
    return extra == null ? Priority.NORMAL : Priority.valueOf(extra.toUpperCase(Locale.ROOT));
  }
}
