package dev.batuta.conversation.turn;

import static java.util.Objects.requireNonNull;

import dev.batuta.conversation.entity.Item;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the agent says, in one language. The texts stand in {@code
 * conversation-answers*.properties}; any language but Portuguese and English is Spanish. Immutable.
 */
final class Wording {
  private static final ResourceBundle.Control EXACT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  /** After these nothing else is asked: they end the talk, or their answer is a question itself. */
  private static final Set<String> ASKS_OR_ENDS =
      Set.of("goodbye", "opt_out", "deny", "quote_request", "change_quote", "product_question");

  private final ResourceBundle texts;
  private final boolean decimalComma;

  private Wording(Locale locale) {
    this.texts = ResourceBundle.getBundle("conversation-answers", locale, EXACT);
    this.decimalComma = !locale.getLanguage().equals("en");
  }

  /** The words of a language, given as a BCP 47 tag. */
  static Wording of(String tag) {
    return new Wording(Locale.forLanguageTag(tag));
  }

  /** What is said when a part of the platform failed. */
  String failure() {
    return text("failure");
  }

  /** A message that the customer did not ask for; empty if there is none of that name. */
  Optional<String> notice(String name) {
    String key = "notice." + name;
    return texts.containsKey(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /**
   * The answer to a turn that needed no prices.
   *
   * @param names gives a product's name in the language
   * @param covers whether a product is bought by the surface that it covers
   */
  String answer(UnderstoodTurn turn, UnaryOperator<String> names, Predicate<String> covers) {
    return switch (turn.nextAction()) {
      case COLLECT_QUOTE_DATA -> question(requireNonNull(turn.open()), turn, names, covers);
      case CONFIRM_QUOTE -> text("confirm", summary(turn, names));
      case COLLECT_ORDER_NUMBER ->
          text(turn.intent().equals("complaint") ? "complaint.number" : "order_status.number");
      case HAND_OFF ->
          switch (turn.intent()) {
            // A bare order number looks like a question about the order, also after a complaint.
            case "order_status", "complaint" ->
                text("intent." + (turn.orderTask() == null ? turn.intent() : turn.orderTask()));
            default -> text("hand_off");
          };
      case OFFER_PERSON -> text("offer_person");
      case CLARIFY -> text("clarify");
      case ANSWER, CREATE_QUOTE, PRICE_PRODUCTS, ACCEPT_QUOTE, REJECT_QUOTE ->
          withOpenQuestion(turn, names, covers);
    };
  }

  /** An aside is answered, and then the open question is put again. */
  private String withOpenQuestion(
      UnderstoodTurn turn, UnaryOperator<String> names, Predicate<String> covers) {
    String answer = text("intent." + turn.intent());
    return turn.open() == null || ASKS_OR_ENDS.contains(turn.intent())
        ? answer
        : answer + "\n" + question(turn.open(), turn, names, covers);
  }

  private String question(
      String slot, UnderstoodTurn turn, UnaryOperator<String> names, Predicate<String> covers) {
    if (slot.startsWith("items[")) {
      int item = Integer.parseInt(slot.substring("items[".length(), slot.indexOf(']')));
      String attribute = slot.substring(slot.indexOf('.') + 1);
      String product = turn.slots().items().get(item).product();
      boolean surface = attribute.equals("quantity") && product != null && covers.test(product);
      return text(
          "ask." + (surface ? "quantity_or_size" : attribute),
          product == null ? "" : names.apply(product));
    }
    return text("ask." + slot);
  }

  private String summary(UnderstoodTurn turn, UnaryOperator<String> names) {
    String items =
        String.join(
            "; ", turn.slots().items().stream().map(item -> describe(item, names)).toList());
    return turn.slots().city() == null ? items : text("for_city", items, turn.slots().city());
  }

  private String describe(Item item, UnaryOperator<String> names) {
    List<String> parts = new ArrayList<>();
    if (item.quantity() != null) {
      parts.add(number(item.quantity()));
    }
    parts.add(item.product() == null ? "" : names.apply(item.product()));
    if (item.thicknessMm() != null) {
      parts.add(text("thickness", number(item.thicknessMm())));
    }
    if (item.widthM() != null && item.lengthM() != null) {
      parts.add(text("area_of", number(item.lengthM()), number(item.widthM())));
    } else if (item.lengthM() != null) {
      parts.add(text("length", number(item.lengthM())));
    }
    if (item.areaM2() != null) {
      parts.add(text("area", number(item.areaM2())));
    }
    if (item.colour() != null) {
      parts.add(text("in_colour", colour(item.colour())));
    }
    return String.join(" ", parts);
  }

  private String colour(String colour) {
    try {
      return texts.getString("colour." + colour);
    } catch (MissingResourceException _) {
      return colour;
    }
  }

  private String number(BigDecimal number) {
    String plain = number.toPlainString();
    return decimalComma ? plain.replace('.', ',') : plain;
  }

  private String text(String key, Object... arguments) {
    return new MessageFormat(texts.getString(key), Locale.ROOT).format(arguments);
  }
}
