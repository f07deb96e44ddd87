package dev.batuta.conversation.dialogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.batuta.conversation.entity.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation stands after a turn. Its public view is intent, slots and missing.
 *
 * @param intent what the last message wanted, null before the first one
 * @param slots everything said so far
 * @param missing what must still be asked, in this order
 * @param quoteOpen whether a quote is being put together
 * @param orderTask {@code order_status} or {@code complaint} once one was raised, else null
 * @param quiet whether nothing is asked: a person has taken over, or the customer wants no messages
 * @param loose sizes said before any product, waiting for one
 * @param lastItem index of the item spoken of last, -1 when none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DialogueState(
    @JsonProperty("intent") @Nullable String intent,
    @JsonProperty("slots") Slots slots,
    @JsonProperty("missing") List<String> missing,
    @JsonProperty("quote_open") boolean quoteOpen,
    @JsonProperty("order_task") @Nullable String orderTask,
    @JsonProperty("quiet") boolean quiet,
    @JsonProperty("loose") @Nullable Item loose,
    @JsonProperty("last_item") int lastItem) {

  /** A conversation in which nothing has been said. */
  public static final DialogueState START =
      new DialogueState(null, Slots.NONE, List.of(), false, null, false, null, -1);

  /** Copies the list. */
  public DialogueState {
    missing = List.copyOf(missing);
  }

  /**
   * The slot to ask for next.
   *
   * @return the first missing one, or null when nothing is missing
   */
  @JsonIgnore
  public @Nullable String asked() {
    return missing.isEmpty() ? null : missing.getFirst();
  }

  /**
   * The task the open question belongs to.
   *
   * @return {@code quote_request}, {@code order_status}, {@code complaint}, or null when none is
   *     open
   */
  @JsonIgnore
  public @Nullable String openTask() {
    if ("order_number".equals(asked())) {
      return orderTask;
    }
    return quoteOpen ? "quote_request" : orderTask;
  }

  /**
   * The same customer with an empty quote, for when the one before was settled.
   *
   * @return this state without items and without open questions
   */
  public DialogueState withoutItems() {
    return new DialogueState(
        intent, slots.withItems(List.of()), List.of(), false, orderTask, quiet, null, -1);
  }
}
