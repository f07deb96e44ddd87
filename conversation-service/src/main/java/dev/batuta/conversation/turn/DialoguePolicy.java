package dev.batuta.conversation.turn;

import dev.batuta.conversation.dialogue.DialogueState;
import dev.batuta.conversation.entity.Entities;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens next, as a function of what was known before and what is known now. A quote
 * needs the items and the town; the name is asked for, but a go-ahead makes the quote without it.
 */
final class DialoguePolicy {
  private static final int TRIES = 2;
  private static final String NAME = "name";

  private DialoguePolicy() {}

  /**
   * What to do, and how many turns in a row have led nowhere by now.
   *
   * @param action what happens next
   * @param failedTries 0 when this turn led somewhere
   */
  record Decision(NextAction action, int failedTries) {}

  /**
   * Decides.
   *
   * @param before what was remembered
   * @param now the dialogue after this turn
   * @param said what this turn says
   * @param knownName the name that the channel gives; null for none
   */
  static Decision decide(
      TurnMemory before, DialogueState now, Entities said, @Nullable String knownName) {
    if (ledNowhere(before, now, said)) {
      int failed = before.failedTries() + 1;
      return new Decision(failed >= TRIES ? NextAction.OFFER_PERSON : nowhereYet(now), failed);
    }
    return new Decision(action(before, now, said, knownName), 0);
  }

  private static NextAction action(
      TurnMemory before, DialogueState now, Entities said, @Nullable String knownName) {
    String intent = String.valueOf(now.intent());
    return switch (intent) {
      case "human_handoff" -> NextAction.HAND_OFF;
      case "order_status", "complaint" ->
          now.slots().orderNumber() == null ? NextAction.COLLECT_ORDER_NUMBER : NextAction.HAND_OFF;
      case "price_question", "stock_question" ->
          now.slots().items().isEmpty() ? NextAction.ANSWER : NextAction.PRICE_PRODUCTS;
      case "quote_accept" -> before.quoted() != null ? NextAction.ACCEPT_QUOTE : taken(now);
      case "quote_reject" -> before.quoted() != null ? NextAction.REJECT_QUOTE : NextAction.ANSWER;
      case "affirm" -> affirmed(before, now, knownName);
      case "deny" -> NextAction.ANSWER;
      case "quote_request", "change_quote" -> quote(before, now, knownName);
      default ->
          now.quoteOpen() && tellsMore(said) ? quote(before, now, knownName) : NextAction.ANSWER;
    };
  }

  private static NextAction affirmed(
      TurnMemory before, DialogueState now, @Nullable String knownName) {
    if (before.personOffered()) {
      return NextAction.HAND_OFF;
    }
    if (before.quoted() != null && before.quoted().equals(now.slots())) {
      return NextAction.ACCEPT_QUOTE;
    }
    if (!now.quoteOpen()) {
      return NextAction.ANSWER;
    }
    return needed(now.missing()).isEmpty()
        ? NextAction.CREATE_QUOTE
        : quote(before, now, knownName);
  }

  private static NextAction quote(
      TurnMemory before, DialogueState now, @Nullable String knownName) {
    if (!needed(now.missing()).isEmpty()) {
      return NextAction.COLLECT_QUOTE_DATA;
    }
    boolean nameless = now.missing().contains(NAME) && knownName == null;
    boolean askedForName = Objects.equals(before.dialogue().asked(), NAME);
    return nameless && !askedForName ? NextAction.CONFIRM_QUOTE : NextAction.CREATE_QUOTE;
  }

  /** The customer takes what was never quoted: it is quoted first, once all is known. */
  private static NextAction taken(DialogueState now) {
    return now.slots().items().isEmpty() || now.slots().city() == null
        ? NextAction.ANSWER
        : NextAction.CREATE_QUOTE;
  }

  /** What no price can be made without. */
  private static List<String> needed(List<String> missing) {
    return missing.stream()
        .filter(slot -> !slot.equals(NAME) && !slot.equals("order_number"))
        .toList();
  }

  private static NextAction nowhereYet(DialogueState now) {
    return now.quoteOpen() ? NextAction.COLLECT_QUOTE_DATA : NextAction.CLARIFY;
  }

  /** Nothing was understood, or the open question was not answered and nothing else was asked. */
  private static boolean ledNowhere(TurnMemory before, DialogueState now, Entities said) {
    if (tellsMore(said)) {
      return false;
    }
    if ("out_of_scope".equals(now.intent())) {
      return true;
    }
    String asked = before.dialogue().asked();
    return asked != null
        && asked.equals(now.asked())
        && !asked.equals(NAME)
        && ("quote_request".equals(now.intent()) || "affirm".equals(now.intent()));
  }

  private static boolean tellsMore(Entities said) {
    return !said.equals(Entities.NONE);
  }

  /** Whether a new quote begins, so that what an earlier, settled one was about is left behind. */
  static boolean beginsAnew(TurnMemory before, String intent, Entities said) {
    return before.settled()
        && (intent.equals("quote_request") || intent.equals("change_quote"))
        && !said.items().isEmpty();
  }
}
