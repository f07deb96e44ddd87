package dev.batuta.conversation.history;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a message is. Outbound states only move forward, in this order. */
public enum MessageStatus {
  /** Inbound: stored, to be handed to the orchestrator. */
  RECEIVED,
  /** Inbound: the orchestrator has it. */
  FORWARDED,
  /** Inbound: kept, but nothing to answer, such as a reaction. */
  NOTED,
  /** Outbound: written, not yet taken by the channel. */
  PENDING,
  /** Outbound: it may or may not have been taken; it is not sent again. */
  UNKNOWN,
  /** Outbound: the channel took it. */
  SENT,
  /** Outbound: it is on the customer's device. */
  DELIVERED,
  /** Outbound: the customer has seen it. */
  READ,
  /** Outbound: the channel could not deliver it. */
  FAILED;

  /** The JSON form: lower case. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
