package dev.batuta.conversation.dialogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.batuta.conversation.entity.Entities;
import dev.batuta.conversation.entity.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the customer has said so far; null when not said.
 *
 * @param items the things of the quote, in the order they came up
 * @param city town of delivery
 * @param name person or company
 * @param email e-mail address
 * @param phone E.164
 * @param documentId identity or tax number
 * @param orderNumber order or tracking number
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Slots(
    @JsonProperty("items") List<Item> items,
    @JsonProperty("city") @Nullable String city,
    @JsonProperty("name") @Nullable String name,
    @JsonProperty("email") @Nullable String email,
    @JsonProperty("phone") @Nullable String phone,
    @JsonProperty("document_id") @Nullable String documentId,
    @JsonProperty("order_number") @Nullable String orderNumber) {

  /** Nothing said yet. */
  public static final Slots NONE = new Slots(List.of(), null, null, null, null, null, null);

  /** Copies the list. */
  public Slots(
      @Nullable List<Item> items,
      @Nullable String city,
      @Nullable String name,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String documentId,
      @Nullable String orderNumber) {
    this.items = items == null ? List.of() : List.copyOf(items);
    this.city = city;
    this.name = name;
    this.email = email;
    this.phone = phone;
    this.documentId = documentId;
    this.orderNumber = orderNumber;
  }

  /** The later message wins, value by value; items are left alone. */
  Slots updatedBy(Entities said) {
    return new Slots(
        items,
        latest(said.city(), city),
        latest(said.name(), name),
        latest(said.email(), email),
        latest(said.phone(), phone),
        latest(said.documentId(), documentId),
        latest(said.orderNumber(), orderNumber));
  }

  Slots withItems(List<Item> newItems) {
    return new Slots(newItems, city, name, email, phone, documentId, orderNumber);
  }

  private static @Nullable String latest(@Nullable String said, @Nullable String known) {
    return said != null ? said : known;
  }
}
