package dev.batuta.gateway.route;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Whose turn it is among the instances of one service: each in turn, those that failed a moment ago
 * last. Thread-safe.
 */
final class InstanceTurns {
  /** How long an instance that failed is asked only when no other is left. */
  static final Duration SPARED = Duration.ofSeconds(5);

  private final List<URI> instances;
  private final LongSupplier nanos;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<URI, Long> failedAt = new ConcurrentHashMap<>();

  InstanceTurns(List<URI> instances, LongSupplier nanos) {
    this.instances = instances;
    this.nanos = nanos;
  }

  /** All instances, in the order in which a request should try them. */
  List<URI> order() {
    if (instances.size() == 1) {
      return instances;
    }
    int first = Math.floorMod(turn.getAndIncrement(), instances.size());
    List<URI> well = new ArrayList<>();
    List<URI> spared = new ArrayList<>();
    for (int i = 0; i < instances.size(); i++) {
      URI instance = instances.get((first + i) % instances.size());
      (isSpared(instance) ? spared : well).add(instance);
    }
    well.addAll(spared);
    return well;
  }

  /** It could not be reached, or left a request without an answer. */
  void failed(URI instance) {
    failedAt.put(instance, nanos.getAsLong());
  }

  private boolean isSpared(URI instance) {
    Long since = failedAt.get(instance);
    return since != null && nanos.getAsLong() - since < SPARED.toNanos();
  }
}
