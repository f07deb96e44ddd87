package dev.batuta.conversation.entity;

import dev.batuta.conversation.entity.ItemDraft.Slot;
import org.jspecify.annotations.Nullable;

/** What was read last, so that a correction finds what it replaces. */
final class ReadingMemory {
  private boolean correcting;
  private boolean skipNext;
  private @Nullable Slot lastSlot;
  private @Nullable ItemDraft lastDraft;
  private @Nullable ItemDraft counted;

  boolean isCorrecting() {
    return correcting;
  }

  void correct() {
    correcting = true;
  }

  void corrected() {
    correcting = false;
  }

  /** The next value is one that does not hold. */
  void skipNext() {
    skipNext = true;
  }

  void skipNothing() {
    skipNext = false;
  }

  /** Tells once whether the value at hand does not hold. */
  boolean skipped() {
    boolean skip = skipNext;
    skipNext = false;
    return skip;
  }

  boolean hasValue() {
    return lastSlot != null;
  }

  @Nullable Slot lastSlot() {
    return lastSlot;
  }

  @Nullable ItemDraft lastDraft() {
    return lastDraft;
  }

  @Nullable ItemDraft counted() {
    return counted;
  }

  void counted(@Nullable ItemDraft draft) {
    counted = draft;
  }

  void remember(Slot slot, ItemDraft draft) {
    lastSlot = slot;
    lastDraft = draft;
  }

  /** The values read before a product was named now belong to it. */
  void moved(ItemDraft from, @Nullable ItemDraft to) {
    lastDraft = lastDraft == from ? to : lastDraft;
    counted = counted == from ? to : counted;
  }
}
