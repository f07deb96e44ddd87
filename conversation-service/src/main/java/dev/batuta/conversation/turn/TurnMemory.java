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

  /** The same, with another note of what was quoted. */
  TurnMemory withQuoted(@Nullable Slots now, boolean nowSettled) {
    return new TurnMemory(
        dialogue, language, failedTries, personOffered, now, nowSettled, lastTurn, lastOutput);
  }
}
