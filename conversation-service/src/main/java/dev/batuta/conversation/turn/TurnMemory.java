package dev.batuta.conversation.turn;

import dev.batuta.contracts.TurnId;
import dev.batuta.conversation.dialogue.DialogueState;
import dev.batuta.conversation.dialogue.Slots;
import org.jspecify.annotations.Nullable;

/**
 * What the conversation agent remembers of a conversation; its part of the shared context.
 *
 * @param dialogue where the dialogue stands
 * @param language the language of the last turn; null before the first
 * @param failedTries turns in a row that led nowhere
 * @param personOffered whether the last answer offered a person
 * @param quoted what the last quote was made of; null when there is none or it is settled
 * @param settled whether the last quote was taken or declined
 * @param lastTurn the last turn that was understood; null before the first
 * @param lastOutput what was understood then, given again when the turn's task is repeated
 */
record TurnMemory(
    DialogueState dialogue,
    @Nullable String language,
    int failedTries,
    boolean personOffered,
    @Nullable Slots quoted,
    boolean settled,
    @Nullable TurnId lastTurn,
    @Nullable UnderstoodTurn lastOutput) {
  static final TurnMemory NEW =
      new TurnMemory(DialogueState.START, null, 0, false, null, false, null, null);

  /** The same after a quote was handed out. */
  TurnMemory withQuoted(Slots now) {
    return with(dialogue, now, false);
  }

  /** The same after the quote ran out: it may be made again. */
  TurnMemory withoutQuote() {
    return with(dialogue, null, false);
  }

  /** The same after the quote was taken or declined: nothing of it is asked any more. */
  TurnMemory withQuoteSettled() {
    DialogueState closed =
        new DialogueState(
            dialogue.intent(),
            dialogue.slots(),
            dialogue.missing().stream().filter("order_number"::equals).toList(),
            false,
            dialogue.orderTask(),
            dialogue.quiet(),
            dialogue.loose(),
            dialogue.lastItem());
    return with(closed, null, true);
  }

  private TurnMemory with(DialogueState now, @Nullable Slots nowQuoted, boolean nowSettled) {
    return new TurnMemory(
        now, language, failedTries, personOffered, nowQuoted, nowSettled, lastTurn, lastOutput);
  }
}
