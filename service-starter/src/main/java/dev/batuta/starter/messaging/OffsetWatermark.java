package dev.batuta.starter.messaging;

import java.util.Base64;
import java.util.BitSet;

/**
 * Which records of one partition are done when they finish out of order: all before {@link
 * #committable()}, and above it those in a bit set that travels as the commit's metadata text. The
 * next owner of the partition skips them. Not thread-safe.
 */
final class OffsetWatermark {
  /**
   * Records between the oldest unfinished one and the newest seen. Bounded so that the bit set fits
   * the broker's limit for metadata (4,096 bytes of Base64 are 24,576 bits).
   */
  static final int SPAN = 20_000;

  private long next;
  private long seen;
  private BitSet doneAbove = new BitSet();
  private boolean changed;

  OffsetWatermark(long next) {
    this.next = next;
    this.seen = next;
  }

  /** Continues where an earlier owner committed. Text that is not ours counts as none. */
  static OffsetWatermark resume(long committed, String metadata) {
    OffsetWatermark watermark = new OffsetWatermark(committed);
    if (!metadata.isEmpty()) {
      try {
        watermark.doneAbove = BitSet.valueOf(Base64.getDecoder().decode(metadata));
      } catch (IllegalArgumentException _) {
        watermark.doneAbove = new BitSet();
      }
    }
    return watermark;
  }

  /** Whether a record was finished by an earlier owner. */
  boolean isDone(long offset) {
    return offset < next || doneAbove.get(Math.toIntExact(offset - next));
  }

  /**
   * Notes that a record was read. Records come in order, so offsets between the last one and this
   * one hold nothing (any more): they count as done.
   */
  void seen(long offset) {
    if (offset > seen) {
      doneAbove.set(Math.toIntExact(seen - next), Math.toIntExact(offset - next));
      advance();
    }
    seen = Math.max(seen, offset + 1);
  }

  /** Whether so many records are open that no more may be read. */
  boolean isFull() {
    return seen - next >= SPAN;
  }

  /** Notes that a record is finished. */
  void done(long offset) {
    if (offset < next) {
      return;
    }
    doneAbove.set(Math.toIntExact(offset - next));
    advance();
  }

  private void advance() {
    int finished = doneAbove.nextClearBit(0);
    if (finished > 0) {
      doneAbove = doneAbove.get(finished, Math.max(finished, doneAbove.length()));
      next += finished;
    }
    changed = true;
  }

  /** The oldest offset that is not finished. */
  long committable() {
    return next;
  }

  /** The finished ones above it, as text; empty when there are none. */
  String metadata() {
    return doneAbove.isEmpty() ? "" : Base64.getEncoder().encodeToString(doneAbove.toByteArray());
  }

  /** Whether anything finished since the last call. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }
}
