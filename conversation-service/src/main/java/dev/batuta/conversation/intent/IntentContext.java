package dev.batuta.conversation.intent;

import org.jspecify.annotations.Nullable;

/**
 * What the conversation knew when the message arrived.
 *
 * @param askedSlot the slot the assistant has just asked for, such as {@code city} or {@code
 *     items[0].quantity}; null when nothing is asked
 * @param quoteOpen whether a quote is being collected or waits for an answer
 * @param openTask the intent of the task the asked slot belongs to; null when not known
 */
public record IntentContext(
    @Nullable String askedSlot, boolean quoteOpen, @Nullable Intent openTask) {

  /** The context of a message that starts a conversation. */
  public static final IntentContext NONE = new IntentContext(null, false, null);

  /** A context whose open task follows from whether a quote is open. */
  public IntentContext(@Nullable String askedSlot, boolean quoteOpen) {
    this(askedSlot, quoteOpen, quoteOpen ? Intent.QUOTE_REQUEST : null);
  }
}
