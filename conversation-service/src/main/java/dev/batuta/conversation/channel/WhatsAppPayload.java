package dev.batuta.conversation.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a webhook call says: messages and statuses of possibly several numbers. Parts that are not
 * understood are passed over, since Meta adds fields and types at any time.
 *
 * @see <a href="https://developers.facebook.com/documentation/business-messaging/whatsapp">Meta's
 *     reference</a>
 */
record WhatsAppPayload(List<Inbound> messages, List<Status> statuses) {
  private static final String OBJECT = "whatsapp_business_account";
  private static final String FIELD = "messages";

  /**
   * A customer's message.
   *
   * @param phoneNumberId the number it was sent to
   * @param wamid its id, by which repeats are known
   * @param contact E.164, or Meta's user id of a customer who hides the number
   * @param contactName the profile's name; null for none
   * @param type as Meta calls it
   * @param text what it says, at most 4,096 characters; null when there is nothing to answer
   */
  record Inbound(
      String phoneNumberId,
      String wamid,
      String contact,
      @Nullable String contactName,
      String type,
      @Nullable String text) {}

  /**
   * A report on a message of ours.
   *
   * @param phoneNumberId the number it was sent from
   * @param wamid its id
   * @param status {@code sent}, {@code delivered}, {@code read}, {@code played} or {@code failed}
   * @param correlation what we sent with it, by which it is known even when the answer to our call
   *     was lost; null for none
   */
  record Status(String phoneNumberId, String wamid, String status, @Nullable String correlation) {}

  WhatsAppPayload {
    messages = List.copyOf(messages);
    statuses = List.copyOf(statuses);
  }

  /** Reads a call's body; empty if it is no WhatsApp payload. */
  static Optional<WhatsAppPayload> read(JsonNode body) {
    if (!OBJECT.equals(body.path("object").stringValue("")) || !body.path("entry").isArray()) {
      return Optional.empty();
    }
    List<Inbound> messages = new ArrayList<>();
    List<Status> statuses = new ArrayList<>();
    for (JsonNode entry : body.path("entry")) {
      for (JsonNode change : entry.path("changes")) {
        JsonNode value = change.path("value");
        String number = value.path("metadata").path("phone_number_id").stringValue("");
        if (number.isEmpty() || !FIELD.equals(change.path("field").stringValue(FIELD))) {
          continue;
        }
        for (JsonNode message : value.path("messages")) {
          inbound(number, message, value.path("contacts")).ifPresent(messages::add);
        }
        for (JsonNode status : value.path("statuses")) {
          String wamid = status.path("id").stringValue("");
          String word = status.path("status").stringValue("");
          if (!wamid.isEmpty() && !word.isEmpty()) {
            statuses.add(
                new Status(
                    number,
                    wamid,
                    word,
                    status.path("biz_opaque_callback_data").stringValue(null)));
          }
        }
      }
    }
    return Optional.of(new WhatsAppPayload(messages, statuses));
  }

  private static Optional<Inbound> inbound(String number, JsonNode message, JsonNode contacts) {
    String wamid = message.path("id").stringValue("");
    String from = message.path("from").stringValue("");
    String user = message.path("from_user_id").stringValue("");
    JsonNode contact = contactOf(from, user, contacts);
    String userId = user.isEmpty() ? contact.path("user_id").stringValue("") : user;
    if (wamid.isEmpty() || (from.isEmpty() && userId.isEmpty())) {
      return Optional.empty();
    }
    String type = message.path("type").stringValue("unknown");
    return Optional.of(
        new Inbound(
            number,
            wamid,
            from.isEmpty() ? userId : "+" + from,
            contact.path("profile").path("name").stringValue(null),
            type,
            text(type, message)));
  }

  /**
   * Who wrote a message. Where that is not said, it can only be a single contact: an answer must
   * not reach somebody else.
   */
  private static JsonNode contactOf(String from, String user, JsonNode contacts) {
    for (JsonNode contact : contacts) {
      if ((!from.isEmpty() && contact.path("wa_id").stringValue("").equals(from))
          || (!user.isEmpty() && contact.path("user_id").stringValue("").equals(user))) {
        return contact;
      }
    }
    return contacts.size() == 1 ? contacts.path(0) : MissingNode.getInstance();
  }

  /** The words of a message; for media without words what it is, so that it is answered at all. */
  private static @Nullable String text(String type, JsonNode message) {
    JsonNode content = message.path(type);
    String said =
        switch (type) {
          case "text" -> content.path("body").stringValue("");
          case "button" -> content.path("text").stringValue("");
          case "interactive" -> {
            String kind = content.path("type").stringValue("");
            yield content.path(kind).path("title").stringValue("");
          }
          case "image", "video", "document" -> {
            String caption = content.path("caption").stringValue("");
            yield caption.isEmpty() ? "[" + type + "]" : caption;
          }
          case "audio", "location", "contacts", "order" -> "[" + type + "]";
          default -> "";
        };
    return said.isBlank() ? null : MessageText.cut(said);
  }
}
