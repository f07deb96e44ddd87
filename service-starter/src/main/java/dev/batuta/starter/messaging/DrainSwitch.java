package dev.batuta.starter.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a consumer is to let go of its topics, and which it still holds because work of them is
 * not finished. Guarded by the consumer's lock.
 */
final class DrainSwitch {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private boolean on;
  private long since;

  void set(boolean to) {
    since = to && !on ? System.nanoTime() : since;
    on = to;
  }

  boolean isOn() {
    return on;
  }

  /** Those of the read topics that have messages at work; none when that has taken too long. */
  Set<String> stillHeld(Set<String> read, Collection<PartitionQueue> queues) {
    if (System.nanoTime() - since > LONGEST.toNanos()) {
      return Set.of();
    }
    return queues.stream()
        .filter(PartitionQueue::isBusy)
        .map(queue -> queue.partition().topic())
        .filter(read::contains)
        .collect(Collectors.toUnmodifiableSet());
  }
}
