package dev.batuta.starter.messaging;

/**
 * What a service does with a message. Called on a virtual thread, at least once per message, in
 * order for messages of one key; so the same message twice must have the effect of one.
 */
@FunctionalInterface
public interface MessageHandler {
  /**
   * Handles one message. An exception means that a part was not available: the message is given
   * again, a limited number of times, and then goes to the dead letters.
   */
  void handle(Received received);
}
