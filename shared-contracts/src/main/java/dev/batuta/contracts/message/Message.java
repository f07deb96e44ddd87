package dev.batuta.contracts.message;

/**
 * Anything that Batuta sends over Kafka. The record header {@code ce_type} names the type and its
 * version; a consumer that does not know it sends the record to the dead letters.
 */
public sealed interface Message
    permits TaskMessage,
        ResultMessage,
        ProgressMessage,
        AgentHeartbeat,
        AgentDrain,
        TenantDescription,
        MessageReceived,
        QuoteChanged,
        EventPosted,
        TaskCancelled,
        TenantHalt,
        DeadLetter {

  /** The {@code ce_type} of a message class, for example {@code dev.batuta.task_message.v1}. */
  static String typeOf(Class<? extends Message> message) {
    StringBuilder name = new StringBuilder("dev.batuta.");
    String simple = message.getSimpleName();
    for (int i = 0; i < simple.length(); i++) {
      char c = simple.charAt(i);
      if (Character.isUpperCase(c) && i > 0) {
        name.append('_');
      }
      name.append(Character.toLowerCase(c));
    }
    return name.append(".v1").toString();
  }
}
