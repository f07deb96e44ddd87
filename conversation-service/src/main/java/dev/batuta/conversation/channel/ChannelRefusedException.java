package dev.batuta.conversation.channel;

/** A channel refuses a message for good. */
final class ChannelRefusedException extends RuntimeException {
  ChannelRefusedException(String message) {
    super(message);
  }
}
