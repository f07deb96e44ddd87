package dev.batuta.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class FairPickerTest {
  private final FairPicker picker = new FairPicker();

  @Test
  void high_priority_goes_first_but_low_priority_is_never_starved() {
    offer("quote.tasks.acme.high", 100);
    offer("quote.tasks.acme", 100);
    offer("quote.tasks.acme.low", 100);

    List<String> topics = pick(13);

    assertThat(topics).filteredOn(t -> t.endsWith(".high")).hasSize(8);
    assertThat(topics).filteredOn(t -> t.equals("quote.tasks.acme")).hasSize(4);
    assertThat(topics).filteredOn(t -> t.endsWith(".low")).hasSize(1);
    assertThat(topics.getFirst()).endsWith(".high");
  }

  @Test
  void tenants_of_one_lane_take_turns_however_much_one_of_them_sends() {
    offer("quote.tasks.flood", 1_000);
    offer("quote.tasks.small", 2);

    assertThat(pick(4))
        .containsExactly(
            "quote.tasks.flood", "quote.tasks.small", "quote.tasks.flood", "quote.tasks.small");
  }

  @Test
  void records_of_one_key_leave_one_at_a_time() {
    PartitionQueue queue = queue("quote.events.acme");
    queue.add(record("quote.events.acme", 0, "s1"));
    queue.add(record("quote.events.acme", 1, "s1"));
    queue.add(record("quote.events.acme", 2, "s2"));
    picker.offer(queue);

    List<Long> first = offsets(3);
    queue.finished(record("quote.events.acme", 0, "s1"));
    picker.offer(queue);
    List<Long> second = offsets(3);

    assertThat(first).containsExactly(0L, 2L);
    assertThat(second).containsExactly(1L);
  }

  private List<Long> offsets(int most) {
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      FairPicker.Picked picked = picker.next();
      if (picked != null) {
        offsets.add(picked.record().offset());
      }
    }
    return offsets;
  }

  private List<String> pick(int count) {
    List<String> topics = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FairPicker.Picked picked = picker.next();
      assertThat(picked).isNotNull();
      topics.add(picked.record().topic());
    }
    return topics;
  }

  private void offer(String topic, int records) {
    PartitionQueue queue = queue(topic);
    for (int i = 0; i < records; i++) {
      queue.add(record(topic, i, topic + i));
    }
    picker.offer(queue);
  }

  private static PartitionQueue queue(String topic) {
    return new PartitionQueue(new TopicPartition(topic, 0), new OffsetWatermark(0));
  }

  private static ConsumerRecord<String, byte[]> record(String topic, long offset, String key) {
    return new ConsumerRecord<>(topic, 0, offset, key, new byte[0]);
  }
}
