package dev.batuta.conversation.understanding;

/**
 * Reads what a message means. Deterministic, needs no network and no model provider; safe for
 * concurrent use.
 */
public interface MessageReader {
  /** The meaning of {@code text}; what is not understood is left out, never made up. */
  MessageMeaning read(String text, MessageContext context);
}
