package dev.batuta.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random loads: whatever comes in whatever order, the promises to the quiet tenants hold. */
final class FairPickerPropertyTest {
  private static final Instant START = Instant.parse("2126-03-02T12:00:00Z");
  private static final List<String> LANES = List.of(".high", "", ".low");
  private static final int QUIET_TENANTS = 8;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void a_quiet_tenants_record_waits_behind_few_of_the_floods(long seed) {
    Random random = new Random(seed);
    Load load = new Load(random, 1 + random.nextInt(64));
    for (int i = 0; i < 3_000; i++) {
      load.send("flood", 1);
    }
    int floodWeight = load.weightOf(new TenantId("flood"));

    for (int step = 0; step < 1_500; step++) {
      String tenant = "quiet" + random.nextInt(QUIET_TENANTS);
      if (random.nextInt(4) == 0 && !load.hasWaiting(tenant)) {
        load.send(tenant, 1);
        int before = load.served("flood");
        while (load.hasWaiting(tenant)) {
          load.step();
        }
        int ratio = Math.ceilDiv(floodWeight, load.weightOf(new TenantId(tenant)));
        assertThat(load.served("flood") - before)
            .as("seed %d, step %d", seed, step)
            .isLessThanOrEqualTo(ratio + 1);
      } else {
        load.step();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
  void nothing_is_lost_or_starved_and_the_order_of_each_key_stays(long seed) {
    Random random = new Random(seed);
    Load load = new Load(random, 1 + random.nextInt(32));
    int sent = 0;
    for (int step = 0; step < 2_000; step++) {
      if (random.nextInt(3) > 0) {
        load.send(random.nextBoolean() ? "flood" : "quiet" + random.nextInt(QUIET_TENANTS), 5);
        sent++;
      } else {
        load.step();
      }
    }

    // Every record is picked or finished by one step, so this many are more than enough.
    for (int step = 0; step < 3 * sent && load.servedInAll() < sent; step++) {
      load.step();
    }

    assertThat(load.servedInAll()).as("seed %d", seed).isEqualTo(sent);
  }

  /** A consumer without Kafka: records come, hold a place for a while, and are done. */
  private static final class Load {
    private final Random random;
    private final int capacity;
    private final Map<String, Integer> weights = new HashMap<>();
    private final FairPicker picker;
    private final Map<String, PartitionQueue> queues = new HashMap<>();
    private final Map<String, Integer> served = new HashMap<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<String, Long> lastOfKey = new HashMap<>();
    private final Set<String> busyKeys = new HashSet<>();
    private final Deque<FairPicker.Picked> atWork = new ArrayDeque<>();
    private Instant now = START;

    Load(Random random, int capacity) {
      this.random = random;
      this.capacity = capacity;
      this.picker = new FairPicker(capacity, this::weightOf);
    }

    int weightOf(TenantId tenant) {
      return weights.computeIfAbsent(tenant.value(), _ -> 1 << random.nextInt(4));
    }

    void send(String tenant, int keys) {
      String topic = "quote.tasks." + tenant + LANES.get(random.nextInt(LANES.size()));
      PartitionQueue queue = queues.computeIfAbsent(topic, FairPickerTest::queue);
      long offset = offsets.merge(topic, 1L, Long::sum) - 1;
      String key = keys == 1 ? topic + offset : topic + "-key" + random.nextInt(keys);
      queue.add(FairPickerTest.record(topic, offset, key, now));
      picker.offer(queue);
    }

    boolean hasWaiting(String tenant) {
      return queues.entrySet().stream()
          .anyMatch(e -> e.getKey().contains("." + tenant) && e.getValue().size() > 0);
    }

    /** Time passes, and one record starts or one is done. */
    void step() {
      now = now.plusMillis(random.nextInt(500));
      FairPicker.Picked picked = picker.next(now);
      if (picked != null) {
        String key = picked.record().key();
        assertThat(busyKeys.add(key)).as("one at a time").isTrue();
        Long last = lastOfKey.put(key, picked.record().offset());
        assertThat(last == null || last < picked.record().offset()).as("in order").isTrue();
        served.merge(picked.queue().owner(), 1, Integer::sum);
        atWork.add(picked);
        assertThat(picker.held()).isEqualTo(atWork.size()).isLessThanOrEqualTo(capacity);
      } else if (!atWork.isEmpty()) {
        finishAny();
      }
    }

    private void finishAny() {
      List<FairPicker.Picked> all = new ArrayList<>(atWork);
      FairPicker.Picked done = all.remove(random.nextInt(all.size()));
      atWork.clear();
      atWork.addAll(all);
      busyKeys.remove(done.record().key());
      done.queue().finished(done.record());
      picker.finished(done);
      picker.offer(done.queue());
    }

    int served(String tenant) {
      return served.getOrDefault(tenant, 0);
    }

    int servedInAll() {
      return served.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
