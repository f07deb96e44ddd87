package dev.batuta.starter.messaging;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.batuta.contracts.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer has read of the partitions that the group gives it, which of it may start, and
 * what of it is finished. Thread-safe.
 */
final class AssignedQueues {
  private final int window;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Map<TopicPartition, PartitionQueue> queues = new HashMap<>();

  @GuardedBy("lock")
  private final FairPicker picker;

  @GuardedBy("lock")
  private final DrainSwitch drain = new DrainSwitch();

  @GuardedBy("lock")
  private Set<String> held = Set.of();

  /**
   * Without any partition.
   *
   * @param window how many records of a partition are kept waiting; positive
   */
  AssignedQueues(int capacity, int window, ToIntFunction<TenantId> weights, InstantSource clock) {
    this.window = window;
    this.clock = clock;
    this.picker = new FairPicker(capacity, weights);
  }

  /** Partitions to stop and to go on fetching. */
  record Regulation(List<TopicPartition> pause, List<TopicPartition> resume) {}

  void drain(boolean on) {
    lock.lock();
    try {
      drain.set(on);
    } finally {
      lock.unlock();
    }
  }

  /** Lets nothing of these topics start from now on, and of all others again. */
  void hold(Collection<String> topics) {
    lock.lock();
    try {
      held = Set.copyOf(topics);
      queues.values().forEach(this::offer);
    } finally {
      lock.unlock();
    }
  }

  /** The topics to be subscribed to: those wanted, or while draining those that are still busy. */
  Set<String> topicsToRead(Set<String> subscribed, Set<String> wanted) {
    lock.lock();
    try {
      return drain.isOn() ? drain.stillHeld(subscribed, queues.values()) : wanted;
    } finally {
      lock.unlock();
    }
  }

  int inFlight() {
    lock.lock();
    try {
      return picker.held();
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return queues.values().stream().mapToInt(PartitionQueue::size).sum();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what was read; of a partition that is not here (any more) nothing. */
  void add(ConsumerRecords<String, byte[]> records) {
    lock.lock();
    try {
      for (TopicPartition partition : records.partitions()) {
        PartitionQueue queue = queues.get(partition);
        if (queue != null) {
          records.records(partition).forEach(queue::add);
          offer(queue);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void open(Map<TopicPartition, PartitionQueue> opened) {
    lock.lock();
    try {
      queues.putAll(opened);
      opened.values().forEach(this::offer);
    } finally {
      lock.unlock();
    }
  }

  void lost(Collection<TopicPartition> partitions) {
    lock.lock();
    try {
      for (TopicPartition partition : partitions) {
        PartitionQueue queue = queues.remove(partition);
        if (queue != null) {
          picker.remove(queue);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** All that may start now, and counts as at work from now on. */
  List<FairPicker.Picked> take() {
    List<FairPicker.Picked> taken = new ArrayList<>();
    lock.lock();
    try {
      for (FairPicker.Picked next = drain.isOn() ? null : picker.next(clock.instant());
          next != null;
          next = picker.next(clock.instant())) {
        taken.add(next);
      }
    } finally {
      lock.unlock();
    }
    return taken;
  }

  /**
   * A record is not at work any more.
   *
   * @param done whether it need not be given to anybody again
   */
  void finished(FairPicker.Picked picked, boolean done) {
    lock.lock();
    try {
      PartitionQueue queue = picked.queue();
      ConsumerRecord<String, byte[]> record = picked.record();
      if (done) {
        queue.finished(record);
      }
      picker.finished(picked);
      // What was taken away meanwhile is another member's to begin.
      if (queues.get(queue.partition()) == queue) {
        offer(queue);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Which partitions have a full queue, and which are paused and half empty again. */
  Regulation regulate(Set<TopicPartition> paused) {
    List<TopicPartition> pause = new ArrayList<>();
    List<TopicPartition> resume = new ArrayList<>();
    lock.lock();
    try {
      queues.forEach((partition, queue) -> {
        boolean full = queue.size() >= window || queue.offsets().isFull();
        if (full && !paused.contains(partition)) {
          pause.add(partition);
        } else if (!full && paused.contains(partition) && queue.size() <= window / 2) {
          resume.add(partition);
        }
      });
    } finally {
      lock.unlock();
    }
    return new Regulation(pause, resume);
  }

  /**
   * What has been finished since this was asked last.
   *
   * @param only of these partitions; null for all
   */
  Map<TopicPartition, OffsetAndMetadata> finishedOf(@Nullable Collection<TopicPartition> only) {
    Map<TopicPartition, OffsetAndMetadata> finished = new HashMap<>();
    lock.lock();
    try {
      queues.forEach((partition, queue) -> {
        OffsetWatermark offsets = queue.offsets();
        if ((only == null || only.contains(partition)) && offsets.takeChanged()) {
          finished.put(partition, new OffsetAndMetadata(offsets.committable(), offsets.metadata()));
        }
      });
    } finally {
      lock.unlock();
    }
    return finished;
  }

  @GuardedBy("lock")
  private void offer(PartitionQueue queue) {
    if (held.contains(queue.partition().topic())) {
      picker.remove(queue);
    } else {
      picker.offer(queue);
    }
  }
}
