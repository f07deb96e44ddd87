package dev.batuta.conversation.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.ContractJson;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of the public reference. All people and messages are invented. */
final class WhatsAppPayloadTest {
  private static final String ANA =
      "{\"profile\":{\"name\":\"Ana\"},\"wa_id\":\"59899123456\",\"user_id\":\"UY.1\"}";

  private static Optional<WhatsAppPayload> read(String json) {
    return WhatsAppPayload.read(ContractJson.mapper().readTree(json));
  }

  private static List<WhatsAppPayload.Inbound> messages(String contacts, String messages) {
    return read(call(value("1065", contacts, messages, ""))).orElseThrow().messages();
  }

  private static String call(String... values) {
    StringBuilder entries = new StringBuilder();
    for (String value : values) {
      entries
          .append(entries.isEmpty() ? "" : ",")
          .append("{\"id\":\"WABA\",\"changes\":[{\"field\":\"messages\",\"value\":")
          .append(value)
          .append("}]}");
    }
    return "{\"object\":\"whatsapp_business_account\",\"entry\":[" + entries + "]}";
  }

  private static String value(String number, String contacts, String messages, String statuses) {
    return """
    {"messaging_product":"whatsapp","metadata":{"display_phone_number":"1555","phone_number_id":"%s"},
     "contacts":[%s],"messages":[%s],"statuses":[%s]}
    """
        .formatted(number, contacts, messages, statuses);
  }

  private static String message(String from, String type, String content) {
    return """
    {"from":"%s","id":"wamid.1","timestamp":"1749416383","type":"%s","%s":%s}
    """
        .formatted(from, type, type, content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      value = {
        "text        | {\"body\":\"Hola\"} | Hola",
        "text        | {\"body\":\"  \"} | null",
        "text        | {\"body\":7} | null",
        "text        | null_content | null",
        "button      | {\"payload\":\"YES\",\"text\":\"Sí\"} | Sí",
        "interactive | {\"type\":\"button_reply\",\"button_reply\":{\"id\":\"y\",\"title\":\"Dale\"}} | Dale",
        "interactive | {\"type\":\"list_reply\",\"list_reply\":{\"id\":\"r\",\"title\":\"Isopanel\",\"description\":\"d\"}} | Isopanel",
        "interactive | {\"type\":\"nfm_reply\",\"nfm_reply\":{\"response_json\":\"{}\"}} | null",
        "image       | {\"mime_type\":\"image/jpeg\",\"sha256\":\"x\",\"id\":\"1\",\"caption\":\"mi techo\"} | mi techo",
        "image       | {\"mime_type\":\"image/jpeg\",\"sha256\":\"x\",\"id\":\"1\"} | [image]",
        "video       | {\"id\":\"1\"} | [video]",
        "document    | {\"id\":\"1\",\"filename\":\"plano.pdf\"} | [document]",
        "audio       | {\"mime_type\":\"audio/ogg; codecs=opus\",\"id\":\"1\",\"voice\":true} | [audio]",
        "location    | {\"latitude\":-34.9,\"longitude\":-56.1} | [location]",
        "contacts    | [{\"name\":{\"formatted_name\":\"Beto\"}}] | [contacts]",
        "order       | {\"catalog_id\":\"1\",\"product_items\":[]} | [order]",
        "reaction    | {\"message_id\":\"wamid.0\",\"emoji\":\"x\"} | null",
        "system      | {\"type\":\"user_changed_number\",\"wa_id\":\"598\",\"body\":\"b\"} | null",
        "unsupported | {} | null",
        "sticker     | {\"id\":\"1\"} | null",
        "hologram    | {\"body\":\"of the year 2040\"} | null",
      })
  void each_type_says_its_words_or_what_it_is(
      String type, String content, @Nullable String expected) {
    String json = "null_content".equals(content) ? "null" : content;

    assertThat(messages(ANA, message("59899123456", type, json)))
        .singleElement()
        .satisfies(inbound -> {
          assertThat(inbound.text()).isEqualTo(expected);
          assertThat(inbound.type()).isEqualTo(type);
          assertThat(inbound.contact()).isEqualTo("+59899123456");
          assertThat(inbound.contactName()).isEqualTo("Ana");
        });
  }

  @Test
  void a_batch_brings_every_message_and_status_of_every_entry() {
    String text = message("59899123456", "text", "{\"body\":\"Hola\"}");
    String status = "{\"id\":\"wamid.OUT1\",\"status\":\"delivered\",\"timestamp\":\"1\"}";

    var payload =
        read(call(
                value("1065", ANA, text + "," + text.replace("wamid.1", "wamid.2"), status),
                value("2077", ANA, text.replace("wamid.1", "wamid.3"), "")))
            .orElseThrow();

    assertThat(payload.messages())
        .extracting(WhatsAppPayload.Inbound::wamid)
        .containsExactly("wamid.1", "wamid.2", "wamid.3");
    assertThat(payload.messages().getLast().phoneNumberId()).isEqualTo("2077");
    assertThat(payload.statuses())
        .containsExactly(new WhatsAppPayload.Status("1065", "wamid.OUT1", "delivered", null));
  }

  @Test
  void a_status_brings_our_own_id_back() {
    String status =
        "{\"id\":\"wamid.O\",\"status\":\"failed\",\"timestamp\":5,\"biz_opaque_callback_data\":\"t.1\"}";

    var payload = read(call(value("1065", "", "", status))).orElseThrow();

    assertThat(payload.statuses().getFirst().correlation()).isEqualTo("t.1");
  }

  @Test
  void a_customer_who_hides_the_number_is_known_by_the_user_id() {
    String hidden =
        "{\"profile\":{\"name\":\"Ana\",\"username\":\"ana.x\"},\"user_id\":\"UY.134\"}";
    String message =
        "{\"id\":\"wamid.1\",\"timestamp\":\"1\",\"type\":\"text\",\"text\":{\"body\":\"Hola\"}}";

    assertThat(messages(hidden, message))
        .extracting(WhatsAppPayload.Inbound::contact)
        .containsExactly("UY.134");
  }

  @Test
  void a_message_of_a_hidden_customer_is_never_given_to_another_one() {
    String two = "{\"user_id\":\"UY.1\"},{\"user_id\":\"UY.2\"}";
    String nobodys = "{\"id\":\"wamid.1\",\"type\":\"text\",\"text\":{\"body\":\"Hola\"}}";
    String seconds =
        "{\"from_user_id\":\"UY.2\",\"id\":\"wamid.2\",\"type\":\"text\",\"text\":{\"body\":\"Hola\"}}";

    assertThat(messages(two, nobodys + "," + seconds))
        .extracting(WhatsAppPayload.Inbound::contact)
        .containsExactly("UY.2");
  }

  @Test
  void a_name_is_not_taken_from_another_contact() {
    String two = ANA + ",{\"profile\":{\"name\":\"Beto\"},\"wa_id\":\"59899000000\"}";

    assertThat(messages(two, message("59811111111", "text", "{\"body\":\"Hola\"}")))
        .extracting(WhatsAppPayload.Inbound::contactName)
        .containsOnlyNulls();
  }

  @Test
  void a_number_where_a_text_belongs_is_passed_over() {
    String odd =
        "{\"from\":59899123456,\"id\":17,\"timestamp\":1749416383,\"type\":\"text\",\"text\":{\"body\":\"Hola\"}}";
    String late =
        "{\"from\":\"59899123456\",\"id\":\"wamid.1\",\"timestamp\":1749416383,\"type\":\"text\",\"text\":{\"body\":\"Hola\"}}";

    assertThat(messages(ANA, odd + "," + late))
        .extracting(WhatsAppPayload.Inbound::wamid)
        .containsExactly("wamid.1");
  }

  @Test
  void a_long_text_is_cut_without_halving_an_emoji() {
    String body = "a".repeat(4_095) + "😀 and more";

    var text = messages(ANA, message("59899123456", "text", "{\"body\":\"" + body + "\"}"));

    assertThat(text.getFirst().text()).isEqualTo("a".repeat(4_095));
  }

  @Test
  void half_an_emoji_becomes_a_question_mark_because_it_has_no_form_on_the_wire() {
    var text = messages(ANA, message("59899123456", "text", "{\"body\":\"hola \\ud83d\"}"));

    assertThat(text.getFirst().text()).isEqualTo("hola ?");
  }

  @Test
  void other_fields_than_messages_say_nothing() {
    String call =
        call(value("1065", ANA, message("59899123456", "text", "{\"body\":\"Hola\"}"), ""))
            .replace("\"field\":\"messages\"", "\"field\":\"history\"");

    assertThat(read(call).orElseThrow().messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "7",
        "\"text\"",
        "{}",
        "{\"object\":\"page\",\"entry\":[]}",
        "{\"object\":\"whatsapp_business_account\"}",
        "{\"object\":\"whatsapp_business_account\",\"entry\":{}}",
      })
  void what_is_no_payload_is_told_apart(String json) {
    assertThat(read(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[7]",
        "[{\"changes\":7}]",
        "[{\"changes\":[null]}]",
        "[{\"changes\":[{\"field\":\"messages\",\"value\":[]}]}]",
        "[{\"changes\":[{\"field\":\"account_update\",\"value\":{\"event\":\"x\"}}]}]",
        "[{\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":{\"phone_number_id\":\"1\"},"
            + "\"messages\":{\"a\":\"b\"},\"statuses\":\"x\"}}]}]",
      })
  void parts_of_another_form_are_passed_over(String entry) {
    var payload =
        read("{\"object\":\"whatsapp_business_account\",\"entry\":" + entry + "}").orElseThrow();

    assertThat(payload.messages()).isEmpty();
    assertThat(payload.statuses()).isEmpty();
  }
}
