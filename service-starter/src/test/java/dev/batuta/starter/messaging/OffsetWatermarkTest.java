package dev.batuta.starter.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OffsetWatermarkTest {
  @Test
  void an_unfinished_record_holds_the_watermark_while_later_ones_are_remembered() {
    OffsetWatermark watermark = new OffsetWatermark(10);

    watermark.done(11);
    watermark.done(13);

    assertThat(watermark.committable()).isEqualTo(10);
    assertThat(watermark.isDone(11)).isTrue();
    assertThat(watermark.isDone(12)).isFalse();
  }

  @Test
  void the_watermark_jumps_over_what_is_done_once_the_oldest_finishes() {
    OffsetWatermark watermark = new OffsetWatermark(10);
    watermark.done(11);
    watermark.done(13);

    watermark.done(10);

    assertThat(watermark.committable()).isEqualTo(12);
    assertThat(watermark.isDone(13)).isTrue();
  }

  @Test
  void the_next_owner_skips_what_the_last_one_had_finished() {
    OffsetWatermark before = new OffsetWatermark(0);
    before.done(1);
    before.done(300);

    OffsetWatermark after = OffsetWatermark.resume(before.committable(), before.metadata());

    assertThat(after.isDone(0)).isFalse();
    assertThat(after.isDone(1)).isTrue();
    assertThat(after.isDone(300)).isTrue();
    assertThat(after.isDone(299)).isFalse();
  }

  @Test
  void metadata_that_somebody_else_wrote_counts_as_none() {
    OffsetWatermark watermark = OffsetWatermark.resume(5, "not base64 !");

    assertThat(watermark.isDone(6)).isFalse();
  }

  @Test
  void the_whole_span_of_finished_records_fits_the_brokers_limit_for_metadata() {
    OffsetWatermark watermark = new OffsetWatermark(0);
    watermark.seen(0);

    for (long offset = 1; offset < OffsetWatermark.SPAN; offset++) {
      watermark.seen(offset);
      watermark.done(offset);
    }

    assertThat(watermark.isFull()).isTrue();
    assertThat(watermark.metadata().length()).isLessThanOrEqualTo(4096);
  }

  @Test
  void any_order_of_finishing_ends_with_everything_committed() {
    long seed = 20_261_120L;
    System.Logger log = System.getLogger("test");
    log.log(System.Logger.Level.INFO, "seed {0}", seed);
    List<Long> offsets = new ArrayList<>();
    for (long offset = 100; offset < 1_100; offset++) {
      offsets.add(offset);
    }
    Collections.shuffle(offsets, new Random(seed));
    OffsetWatermark watermark = new OffsetWatermark(100);

    offsets.forEach(watermark::done);

    assertThat(watermark.committable()).isEqualTo(1_100);
    assertThat(watermark.metadata()).isEmpty();
  }

  @Test
  void offsets_that_hold_no_record_any_more_count_as_done() {
    OffsetWatermark watermark = OffsetWatermark.resume(10, "");

    watermark.seen(500_000_000);
    watermark.done(500_000_000);
    watermark.seen(500_000_001);
    watermark.seen(500_000_005);
    watermark.done(500_000_005);

    assertThat(watermark.committable()).isEqualTo(500_000_001);
    watermark.done(500_000_001);
    assertThat(watermark.committable()).isEqualTo(500_000_006);
    assertThat(watermark.isFull()).isFalse();
  }
}
