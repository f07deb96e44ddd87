package dev.batuta.conversation.turn;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the platform does next in a conversation. */
public enum NextAction {
  /** Ask for the first thing that a quote still needs. */
  COLLECT_QUOTE_DATA,
  /** Say what will be quoted and ask for the go-ahead and the name. */
  CONFIRM_QUOTE,
  /** Make the quote. */
  CREATE_QUOTE,
  /** Look up list prices. */
  PRICE_PRODUCTS,
  /** The customer takes the quote. */
  ACCEPT_QUOTE,
  /** The customer declines the quote. */
  REJECT_QUOTE,
  /** Ask for the number of the order that the customer speaks of. */
  COLLECT_ORDER_NUMBER,
  /** A person takes over. */
  HAND_OFF,
  /** Offer a person, after two tries that led nowhere. */
  OFFER_PERSON,
  /** Say that it was not understood, and what can be done here. */
  CLARIFY,
  /** Answer with what there is to say. */
  ANSWER;

  /** The JSON form: lower case. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the JSON form.
   *
   * @throws IllegalArgumentException if there is no such action
   */
  @JsonCreator
  public static NextAction read(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
