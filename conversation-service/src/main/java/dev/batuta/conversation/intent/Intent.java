package dev.batuta.conversation.intent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What a customer wants with one message; exactly one per message. JSON form is the snake_case
 * word.
 */
public enum Intent {
  /** Only a greeting, or asks leave to ask, without content. */
  GREETING,
  /**
   * Asks for a quote, or for the price of a stated quantity or job, or wants to order a quantity.
   */
  QUOTE_REQUEST,
  /** Asks for a unit price, the price level, discounts, or whether tax is in the price. */
  PRICE_QUESTION,
  /** Asks what a product is, does, needs or looks like; advice, data sheets, guarantee. */
  PRODUCT_QUESTION,
  /** Asks whether something is sold or available, in which size or colour, or when it is back. */
  STOCK_QUESTION,
  /** Asks, in a neutral tone, where an order already made is and when it arrives. */
  ORDER_STATUS,
  /** Asks about delivery in general: zones, cost, time, pick-up, way of delivery. */
  DELIVERY_QUESTION,
  /**
   * Asks about means of payment, instalments, bank data, deposits or invoices, or sends a receipt.
   */
  PAYMENT_QUESTION,
  /** Is dissatisfied: defect, wrong or missing goods, angry about a delay, wants to return. */
  COMPLAINT,
  /** Wants a person, a call or a visit. */
  HUMAN_HANDOFF,
  /** Thanks, and nothing else. */
  THANKS,
  /** Ends the conversation. */
  GOODBYE,
  /** Wants no more messages, or the personal data deleted. */
  OPT_OUT,
  /** Wants promotions or news, or consents to receive them. */
  OPT_IN,
  /** A bare yes. */
  AFFIRM,
  /** A bare no. */
  DENY,
  /** Takes a quote or decides to buy. */
  QUOTE_ACCEPT,
  /** Declines a quote or a purchase, or has bought elsewhere. */
  QUOTE_REJECT,
  /** Adds, removes, replaces or corrects something in a quote. */
  CHANGE_QUOTE,
  /** Everything that is none of the shop's business. */
  OUT_OF_SCOPE;

  /** Returns the snake_case word that stands for this intent in JSON. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the intent of a snake_case word.
   *
   * @throws IllegalArgumentException if no intent has that word
   */
  @JsonCreator
  public static Intent ofWord(String word) {
    for (Intent intent : values()) {
      if (intent.word().equals(word)) {
        return intent;
      }
    }
    throw new IllegalArgumentException("expected the word of an intent, found " + word);
  }
}
