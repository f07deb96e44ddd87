package dev.batuta.conversation.channel;

/** One message of an answer. */
sealed interface OutboundPart {
  /** Names the part within its turn. */
  String name();

  /**
   * Words.
   *
   * @param body at most 4,096 characters
   */
  record Text(String body) implements OutboundPart {
    @Override
    public String name() {
      return "text";
    }
  }

  /**
   * A PDF of the quote service.
   *
   * @param path below that service
   * @param fileName as the customer sees it
   */
  record Document(String path, String fileName) implements OutboundPart {
    @Override
    public String name() {
      return "document";
    }
  }
}
