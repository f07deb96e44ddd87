package dev.batuta.conversation.intent;

/** Decides the intent of customer messages. Implementations are safe for concurrent use. */
public interface IntentClassifier {

  /**
   * Returns the intent of one message.
   *
   * @param text the message as the customer wrote it, in Spanish, Portuguese or English
   * @param context what the conversation knew when the message arrived
   */
  IntentResult classify(String text, IntentContext context);
}
