package dev.batuta.conversation.intent;

import java.util.Collections;
import java.util.Set;

/**
 * Tells whether a message only answers what the assistant has just asked, such as a town, a name or
 * a number: it does, unless it says something that belongs to another wish.
 */
final class OpenQuestion {

  /** A new wish that is less certain than this is taken for an answer. */
  private static final double LEAST_CERTAIN_WISH = 0.5;

  private static final Set<String> WISHES =
      Set.of(
          "quote",
          "price",
          "discount",
          "expensive",
          "stock",
          "my_order",
          "track",
          "arrive",
          "deliver",
          "pickup",
          "payment",
          "defect",
          "anger",
          "return",
          "human",
          "talk",
          "call",
          "visit",
          "stop",
          "subscribe",
          "messages",
          "my_data",
          "add",
          "remove",
          "change",
          "accept",
          "reject",
          "elsewhere",
          "question_word",
          "weather",
          "sport",
          "job",
          "wrong_number");
  private static final Set<String> COURTESIES = Set.of("yes", "no", "thank", "farewell", "greet");

  private OpenQuestion() {}

  /**
   * Returns whether the message is an answer.
   *
   * @param cues the cues of the message
   * @param best what the message would mean without an open question
   * @param share the probability of that meaning
   */
  static boolean isAnsweredBy(Set<String> cues, Intent best, double share) {
    return switch (best) {
      case AFFIRM, DENY, THANKS, GOODBYE, GREETING -> Collections.disjoint(cues, COURTESIES);
      case QUOTE_REQUEST,
          PRICE_QUESTION,
          PRODUCT_QUESTION,
          STOCK_QUESTION,
          ORDER_STATUS,
          DELIVERY_QUESTION,
          PAYMENT_QUESTION,
          COMPLAINT,
          HUMAN_HANDOFF,
          OPT_OUT,
          OPT_IN,
          QUOTE_ACCEPT,
          QUOTE_REJECT,
          CHANGE_QUOTE,
          OUT_OF_SCOPE ->
          share < LEAST_CERTAIN_WISH || Collections.disjoint(cues, WISHES);
    };
  }
}
