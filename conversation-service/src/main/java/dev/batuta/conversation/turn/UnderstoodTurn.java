package dev.batuta.conversation.turn;

import dev.batuta.conversation.dialogue.Slots;
import dev.batuta.conversation.entity.Entities;
import dev.batuta.conversation.entity.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of the task {@code understand_message}.
 *
 * @param intent what is wanted
 * @param confidence how sure that is, 0 to 1
 * @param language BCP 47 tag that the answer is written in
 * @param entities what this turn says
 * @param slots what is known by now
 * @param missing what must still be asked, in this order
 * @param open what the answer asks, besides what it says: a slot, {@code taken} for whether the
 *     quote is taken, or null for nothing
 * @param nextAction what happens next
 * @param quoteRequest what to price; null when nothing is
 * @param orderTask {@code order_status} or {@code complaint} once one was raised; null before
 */
record UnderstoodTurn(
    String intent,
    double confidence,
    String language,
    Entities entities,
    Slots slots,
    List<String> missing,
    @Nullable String open,
    NextAction nextAction,
    @Nullable QuoteRequest quoteRequest,
    @Nullable String orderTask) {
  UnderstoodTurn {
    missing = List.copyOf(missing);
  }

  /**
   * What the quote agent is asked to price.
   *
   * @param items the things
   * @param customer for whom
   */
  record QuoteRequest(List<Item> items, Customer customer) {
    QuoteRequest {
      items = List.copyOf(items);
    }
  }

  /** Who asks, as far as it is known. */
  record Customer(
      @Nullable String name,
      @Nullable String phone,
      @Nullable String email,
      @Nullable String documentId,
      @Nullable String city) {}
}
