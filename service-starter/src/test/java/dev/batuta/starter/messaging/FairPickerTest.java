package dev.batuta.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class FairPickerTest {
  private static final Instant NOON = Instant.parse("2126-03-02T12:00:00Z");

  private final Map<String, Integer> weights = new HashMap<>();
  private final FairPicker picker = new FairPicker(64, this::weightOf);

  @Test
  void high_priority_goes_first_but_low_priority_is_never_starved() {
    offer("quote.tasks.acme.high", 100);
    offer("quote.tasks.acme", 100);
    offer("quote.tasks.acme.low", 100);

    List<String> topics = serve(13);

    assertThat(topics).filteredOn(t -> t.endsWith(".high")).hasSize(8);
    assertThat(topics).filteredOn(t -> t.equals("quote.tasks.acme")).hasSize(4);
    assertThat(topics).filteredOn(t -> t.endsWith(".low")).hasSize(1);
    assertThat(topics.getFirst()).endsWith(".high");
  }

  @Test
  void a_record_that_has_waited_long_goes_beside_fresh_ones_of_the_highest_lane() {
    offer("quote.tasks.acme.high", 100);
    PartitionQueue low = queue("quote.tasks.acme.low");
    for (int i = 0; i < 100; i++) {
      low.add(record("quote.tasks.acme.low", i, "k" + i, NOON.minus(Duration.ofSeconds(20))));
    }
    picker.offer(low);

    List<String> topics = serve(34);

    assertThat(topics).filteredOn(t -> t.endsWith(".low")).hasSize(18);
    assertThat(topics).filteredOn(t -> t.endsWith(".high")).hasSize(16);
  }

  @Test
  void a_high_lane_gives_a_tenant_no_more_than_its_share() {
    offer("quote.tasks.loud.high", 100);
    offer("quote.tasks.calm.low", 100);

    List<String> topics = serve(20);

    assertThat(topics).filteredOn(t -> t.contains("calm")).hasSize(10);
  }

  @Test
  void tenants_take_turns_however_much_one_of_them_sends() {
    offer("quote.tasks.flood", 1_000);
    offer("quote.tasks.small", 2);

    assertThat(serve(4))
        .containsExactly(
            "quote.tasks.flood", "quote.tasks.small", "quote.tasks.flood", "quote.tasks.small");
  }

  @Test
  void a_second_topic_gives_a_tenant_no_second_share() {
    offer("orchestrator.results.flood", 1_000);
    offer("orchestrator.progress.flood", 1_000);
    offer("orchestrator.results.small", 1_000);

    assertThat(serve(100)).filteredOn(t -> t.endsWith("small")).hasSize(50);
  }

  @Test
  void shares_follow_the_weights_of_the_tiers() {
    weights.putAll(Map.of("free", 1, "starter", 2, "pro", 4, "enterprise", 8));
    weights.keySet().forEach(tenant -> offer("quote.tasks." + tenant, 2_000));

    List<String> topics = serve(1_500);

    weights.forEach((tenant, weight) ->
        assertThat(topics.stream().filter(t -> t.endsWith("." + tenant)).count())
            .as(tenant)
            .isBetween(100L * weight - 1, 100L * weight + 1));
  }

  @Test
  void one_tenant_holds_at_most_half_of_the_places_while_another_waits() {
    offer("quote.tasks.flood", 1_000);
    offer("quote.tasks.other", 1_000);

    List<FairPicker.Picked> atWork = takeAll();

    assertThat(atWork).hasSize(64);
    assertThat(atWork).filteredOn(p -> p.record().topic().endsWith("flood")).hasSize(32);
  }

  @Test
  void some_places_stay_free_for_tenants_that_may_come() {
    picker.offer(queue("quote.tasks.quiet"));
    offer("quote.tasks.flood", 1_000);

    List<FairPicker.Picked> flooded = takeAll();
    offer("quote.tasks.quiet", 1);
    List<FairPicker.Picked> late = takeAll();

    assertThat(flooded).hasSize(56);
    assertThat(late).singleElement().matches(p -> p.record().topic().endsWith("quiet"));
  }

  @Test
  void the_only_tenant_uses_all_places() {
    offer("quote.tasks.acme", 1_000);

    assertThat(takeAll()).hasSize(64);
    assertThat(picker.next(NOON)).isNull();
  }

  @Test
  void what_is_at_work_of_a_partition_that_went_elsewhere_holds_its_places_until_it_is_done() {
    PartitionQueue queue = queue("quote.tasks.acme");
    for (int i = 0; i < 100; i++) {
      queue.add(record("quote.tasks.acme", i, "k" + i, NOON));
    }
    picker.offer(queue);
    List<FairPicker.Picked> atWork = takeAll();

    picker.remove(queue);
    int held = picker.held();
    atWork.forEach(picker::finished);

    assertThat(held).isEqualTo(64);
    assertThat(picker.held()).isZero();
    assertThat(picker.next(NOON)).isNull();
  }

  @Test
  void records_of_one_key_leave_one_at_a_time() {
    PartitionQueue queue = queue("quote.events.acme");
    queue.add(record("quote.events.acme", 0, "s1", NOON));
    queue.add(record("quote.events.acme", 1, "s1", NOON));
    queue.add(record("quote.events.acme", 2, "s2", NOON));
    picker.offer(queue);

    List<Long> first = takeAll().stream().map(picked -> picked.record().offset()).toList();
    queue.finished(record("quote.events.acme", 0, "s1", NOON));
    picker.offer(queue);
    List<Long> second = takeAll().stream().map(picked -> picked.record().offset()).toList();

    assertThat(first).containsExactly(0L, 2L);
    assertThat(second).containsExactly(1L);
  }

  /** Takes records until nothing may start; all stay at work. */
  private List<FairPicker.Picked> takeAll() {
    List<FairPicker.Picked> taken = new ArrayList<>();
    for (FairPicker.Picked next = picker.next(NOON); next != null; next = picker.next(NOON)) {
      taken.add(next);
    }
    return taken;
  }

  /** Takes records that are done at once. */
  private List<String> serve(int count) {
    List<String> topics = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FairPicker.Picked picked = picker.next(NOON);
      assertThat(picked).isNotNull();
      topics.add(picked.record().topic());
      picker.finished(picked);
    }
    return topics;
  }

  private int weightOf(TenantId tenant) {
    return weights.getOrDefault(tenant.value(), 2);
  }

  private void offer(String topic, int records) {
    PartitionQueue queue = queue(topic);
    for (int i = 0; i < records; i++) {
      queue.add(record(topic, i, topic + i, NOON));
    }
    picker.offer(queue);
  }

  static PartitionQueue queue(String topic) {
    return new PartitionQueue(new TopicPartition(topic, 0), new OffsetWatermark(0));
  }

  static ConsumerRecord<String, byte[]> record(
      String topic, long offset, String key, Instant timestamp) {
    return new ConsumerRecord<>(
        topic,
        0,
        offset,
        timestamp.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
