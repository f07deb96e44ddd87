package dev.batuta.conversation.dialogue;

import dev.batuta.conversation.entity.Entities;
import dev.batuta.conversation.vocabulary.ProductVocabulary;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries a conversation from turn to turn: a pure function of the state and the understood
 * message.
 *
 * <p>Rules: slots add up; a message that only answers the open question keeps the intent of the
 * open task; items are taken from requests, changes and questions about price, stock or product,
 * not from complaints or order questions; a quote opens with a request or a change and closes when
 * it is taken or declined; order questions and complaints need the order's number first; after a
 * hand-off to a person or an opt-out nothing is asked until the customer opts in or opens a task.
 */
public final class DialogueTracker {
  private static final Set<String> COLLECTS_ITEMS =
      Set.of(
          "quote_request", "change_quote", "price_question", "stock_question", "product_question");
  private static final Set<String> NEVER_AN_ANSWER =
      Set.of("opt_out", "opt_in", "human_handoff", "change_quote", "quote_accept", "quote_reject");
  private static final double SURE = 0.9;

  private final MissingSlots missing;

  /**
   * Makes a tracker for a tenant.
   *
   * @param vocabulary the tenant's products, which say what a quote needs to know
   */
  public DialogueTracker(ProductVocabulary vocabulary) {
    this.missing = new MissingSlots(vocabulary);
  }

  /**
   * The state after a message.
   *
   * @param state the state before it
   * @param understood the message
   * @return the new state; the old one is unchanged
   */
  public DialogueState next(DialogueState state, Understood understood) {
    var said = understood.entities();
    var intent = intent(state, understood);
    boolean quote =
        switch (intent) {
          case "quote_request", "change_quote" -> true;
          case "quote_accept", "quote_reject" -> false;
          default -> state.quoteOpen();
        };
    boolean order = "order_status".equals(intent) || "complaint".equals(intent);
    var orderTask = order ? intent : state.orderTask();
    boolean quiet =
        switch (intent) {
          case "human_handoff", "opt_out" -> true;
          case "opt_in", "quote_request", "change_quote", "order_status", "complaint" -> false;
          default -> state.quiet();
        };
    var merge = new ItemMerge(state, "change_quote".equals(intent));
    if (COLLECTS_ITEMS.contains(intent)) {
      merge.apply(said);
    }
    var slots = state.slots().updatedBy(said).withItems(merge.items());
    return new DialogueState(
        intent,
        slots,
        quiet ? List.of() : missing.of(slots, quote, orderTask != null),
        quote,
        orderTask,
        quiet,
        merge.loose(),
        merge.lastItem());
  }

  private static String intent(DialogueState state, Understood understood) {
    var intent = understood.intent();
    var task = state.openTask();
    var asked = state.asked();
    if (task == null || asked == null || NEVER_AN_ANSWER.contains(intent)) {
      return intent;
    }
    var said = understood.entities();
    boolean answer = answers(asked, said);
    boolean unsure = understood.confidence() < SURE && said.change().bareAnswer();
    boolean empty = "out_of_scope".equals(intent) || "greeting".equals(intent);
    return answer && (unsure || empty) ? task : intent;
  }

  private static boolean answers(String asked, Entities said) {
    return switch (asked) {
      case "city" -> said.city() != null || said.name() != null;
      case "name" -> said.name() != null || said.city() != null;
      case "order_number" -> said.orderNumber() != null;
      case "product" -> !said.items().isEmpty();
      default -> !said.items().isEmpty() || hasContact(said);
    };
  }

  private static boolean hasContact(Entities said) {
    @Nullable String contact = said.city() != null ? said.city() : said.name();
    return contact != null;
  }
}
