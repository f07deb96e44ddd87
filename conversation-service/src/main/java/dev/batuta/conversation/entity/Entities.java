package dev.batuta.conversation.entity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a message says that a later step can use; what was not said is null.
 *
 * @param items things asked for, in the order of the message; an item without product completes
 *     something said before
 * @param city town, in its full name when it is known
 * @param name person or company, without title
 * @param email e-mail address
 * @param phone E.164
 * @param documentId CI, RUT, CC, NIT, CPF or CNPJ as written
 * @param orderNumber order or tracking number
 * @param amount money
 * @param currency ISO 4217, null when the message names none
 * @param date ISO 8601 calendar date
 * @param change how the items relate to those of earlier messages; not part of the JSON form
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entities(
    @JsonProperty("items") List<Item> items,
    @JsonProperty("city") @Nullable String city,
    @JsonProperty("name") @Nullable String name,
    @JsonProperty("email") @Nullable String email,
    @JsonProperty("phone") @Nullable String phone,
    @JsonProperty("document_id") @Nullable String documentId,
    @JsonProperty("order_number") @Nullable String orderNumber,
    @JsonProperty("amount") @Nullable BigDecimal amount,
    @JsonProperty("currency") @Nullable String currency,
    @JsonProperty("date") @Nullable String date,
    @JsonIgnore ItemChange change) {

  /** Nothing said. */
  public static final Entities NONE =
      new Entities(
          List.of(), null, null, null, null, null, null, null, null, null, ItemChange.NONE);

  /** Copies the list. */
  public Entities {
    items = List.copyOf(items);
  }

  /** The same without the name. */
  public Entities withoutName() {
    return new Entities(
        items, city, null, email, phone, documentId, orderNumber, amount, currency, date, change);
  }
}
