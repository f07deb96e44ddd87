package dev.batuta.conversation.turn;

import dev.batuta.conversation.dialogue.DialogueState;
import dev.batuta.conversation.dialogue.Slots;
import dev.batuta.conversation.entity.Entities;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens next, as a function of what was known before and what is known now. A quote
 * needs the items and the town; the name is asked for, but a go-ahead makes the quote without it.
 */
final class DialoguePolicy {
  /** The open question of a quote that was handed out: whether it is taken. */
  static final String TAKEN = "taken";

  private static final int TRIES = 2;

  /** A quote is not taken or declined on a guess that is more likely wrong than right. */
  private static final double LEAST_TO_SETTLE = 0.5;

  private static final String NAME = "name";
  private static final String ORDER_NUMBER = "order_number";
  private static final String PRODUCT = "product";

  /** What brings a question back that was just asked, if it brings nothing else. */
  private static final Set<String> OF_THE_QUESTION =
      Set.of("quote_request", "affirm", "order_status", "complaint");

  private static final Set<String> ABOUT_PRODUCTS =
      Set.of(
          "quote_request", "change_quote", "price_question", "stock_question", "product_question");

  private DialoguePolicy() {}

  /**
   * What to do, and how many turns in a row have led nowhere by now.
   *
   * @param action what happens next
   * @param failedTries 0 when this turn led somewhere
   * @param open what the customer is still to say: a slot, {@link #TAKEN}, or null for nothing
   */
  record Decision(NextAction action, int failedTries, @Nullable String open) {}

  /**
   * Decides.
   *
   * @param before what was remembered
   * @param now the dialogue after this turn
   * @param confidence how sure this turn's intent is, 0 to 1
   * @param knownName the name that the channel gives; null for none
   */
  static Decision decide(
      TurnMemory before, DialogueState now, double confidence, @Nullable String knownName) {
    if (before.personOffered() && "affirm".equals(now.intent())) {
      return new Decision(NextAction.HAND_OFF, 0, null);
    }
    if (ledNowhere(before, now)) {
      int failed = before.failedTries() + 1;
      NextAction action = failed >= TRIES ? NextAction.OFFER_PERSON : again(before, now);
      return new Decision(action, failed, open(before, now, action));
    }
    NextAction action = action(before, now, knownName);
    boolean settles = action == NextAction.ACCEPT_QUOTE || action == NextAction.REJECT_QUOTE;
    if (settles && confidence < LEAST_TO_SETTLE) {
      return new Decision(NextAction.CLARIFY, before.failedTries() + 1, null);
    }
    return new Decision(action, 0, open(before, now, action));
  }

  private static NextAction action(
      TurnMemory before, DialogueState now, @Nullable String knownName) {
    String intent = String.valueOf(now.intent());
    return switch (intent) {
      case "human_handoff" -> NextAction.HAND_OFF;
      case "order_status", "complaint" ->
          now.slots().orderNumber() == null ? NextAction.COLLECT_ORDER_NUMBER : NextAction.HAND_OFF;
      case "price_question", "stock_question" ->
          now.slots().items().isEmpty() ? NextAction.ANSWER : NextAction.PRICE_PRODUCTS;
      case "quote_accept" -> stillQuoted(before, now) ? NextAction.ACCEPT_QUOTE : taken(before);
      case "quote_reject" -> before.quoted() != null ? NextAction.REJECT_QUOTE : NextAction.ANSWER;
      case "affirm" -> affirmed(before, now, knownName);
      case "deny" ->
          ORDER_NUMBER.equals(before.dialogue().asked()) ? NextAction.HAND_OFF : NextAction.ANSWER;
      case "quote_request", "change_quote" ->
          needed(now.missing()).isEmpty() && before.quoted() != null && !learned(before, now)
              ? NextAction.ANSWER
              : quote(before, now, knownName);
      case "greeting", "thanks", "out_of_scope" ->
          now.quoteOpen() && learned(before, now)
              ? quote(before, now, knownName)
              : NextAction.ANSWER;
      default -> NextAction.ANSWER;
    };
  }

  private static NextAction affirmed(
      TurnMemory before, DialogueState now, @Nullable String knownName) {
    if (stillQuoted(before, now)) {
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
  private static NextAction taken(TurnMemory before) {
    DialogueState dialogue = before.dialogue();
    return dialogue.quoteOpen() && needed(dialogue.missing()).isEmpty()
        ? NextAction.CREATE_QUOTE
        : NextAction.ANSWER;
  }

  /** What no price can be made without. */
  private static List<String> needed(List<String> missing) {
    return missing.stream()
        .filter(slot -> !slot.equals(NAME) && !slot.equals(ORDER_NUMBER))
        .toList();
  }

  /** How a question is put again after a turn that led nowhere. */
  private static NextAction again(TurnMemory before, DialogueState now) {
    if (ORDER_NUMBER.equals(now.asked())) {
      return NextAction.COLLECT_ORDER_NUMBER;
    }
    if (!now.quoteOpen() || stillQuoted(before, now)) {
      return NextAction.CLARIFY;
    }
    if (!needed(now.missing()).isEmpty()) {
      return NextAction.COLLECT_QUOTE_DATA;
    }
    return now.missing().contains(NAME) ? NextAction.CONFIRM_QUOTE : NextAction.CLARIFY;
  }

  private static @Nullable String open(TurnMemory before, DialogueState now, NextAction action) {
    if (action == NextAction.COLLECT_QUOTE_DATA) {
      List<String> needed = needed(now.missing());
      return needed.isEmpty() ? PRODUCT : needed.getFirst();
    }
    return stillQuoted(before, now) && !now.quiet() ? TAKEN : now.asked();
  }

  /** Nothing was understood, or the open question was not answered and nothing else was asked. */
  private static boolean ledNowhere(TurnMemory before, DialogueState now) {
    if ("out_of_scope".equals(now.intent())) {
      return !(now.quoteOpen() && learned(before, now));
    }
    String asked = before.dialogue().asked();
    return asked != null
        && asked.equals(now.asked())
        && !asked.equals(NAME)
        && OF_THE_QUESTION.contains(String.valueOf(now.intent()))
        && !learned(before, now);
  }

  private static boolean learned(TurnMemory before, DialogueState now) {
    return !now.slots().equals(before.dialogue().slots());
  }

  /** Whether the last quote is open and says what the customer wants by now. */
  private static boolean stillQuoted(TurnMemory before, DialogueState now) {
    Slots quoted = before.quoted();
    return quoted != null
        && quoted.items().equals(now.slots().items())
        && Objects.equals(quoted.city(), now.slots().city());
  }

  /** Whether a new quote begins, so that what an earlier, settled one was about is left behind. */
  static boolean beginsAnew(TurnMemory before, String intent, Entities said) {
    return before.settled()
        && (intent.equals("quote_request")
            || (ABOUT_PRODUCTS.contains(intent) && !said.items().isEmpty()));
  }

  /**
   * Whether the customer gives the go-ahead for a quote in words that would take one, while
   * something is still to be asked.
   */
  static boolean takesTooEarly(TurnMemory before, String intent) {
    return intent.equals("quote_accept")
        && before.quoted() == null
        && before.dialogue().quoteOpen()
        && !needed(before.dialogue().missing()).isEmpty();
  }
}
