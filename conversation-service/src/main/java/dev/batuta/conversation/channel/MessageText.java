package dev.batuta.conversation.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The words of a message, in a form that every part of the platform can carry. */
final class MessageText {
  private static final int LONGEST = 4_096;

  private MessageText() {}

  /**
   * At most 4,096 UTF-16 characters, no emoji cut in half; halves that came in, which have no UTF-8
   * form, become question marks.
   */
  static String cut(String text) {
    int end = Math.min(text.length(), LONGEST);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return new String(text.substring(0, end).getBytes(UTF_8), UTF_8);
  }
}
