package dev.batuta.conversation.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.conversation.history.Message;
import dev.batuta.conversation.history.MessageStatus;
import dev.batuta.conversation.history.MessageStore;
import dev.batuta.conversation.testing.MetaSigner;
import dev.batuta.conversation.testing.RunningService;
import dev.batuta.conversation.testing.WithService;
import dev.batuta.starter.messaging.Messaging;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhook as Meta calls it. All people and messages are invented. */
@WithService
final class WebhookIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CONTACT = "59899123456";

  private RunningService service;
  private TenantId tenant;
  private String number;

  @BeforeEach
  void connect(RunningService running) {
    service = running;
    tenant = running.servedTenant();
    number = connectNumber(tenant);
  }

  private String connectNumber(TenantId of) {
    String fresh = Long.toUnsignedString(UUID.randomUUID().getMostSignificantBits());
    var connected =
        service.post(
            "/api/v1/channels",
            service.platform().token(of, "tenant_admin"),
            "{\"channel\":\"whatsapp\",\"phone_number_id\":\""
                + fresh
                + "\",\"mode\":\"sandbox\"}");
    assertThat(connected.statusCode()).as(connected.body()).isEqualTo(201);
    return fresh;
  }

  private static String wamid() {
    return "wamid." + UUID.randomUUID();
  }

  private static String text(String wamid, String words) {
    return """
    {"from":"%s","id":"%s","timestamp":"1749416383","type":"text","text":{"body":"%s"}}\
    """
        .formatted(CONTACT, wamid, words);
  }

  private static String payload(String phoneNumberId, String messages, String statuses) {
    return """
    {"object":"whatsapp_business_account","entry":[{"id":"W","changes":[{"field":"messages","value":{
     "messaging_product":"whatsapp",
     "metadata":{"display_phone_number":"1555","phone_number_id":"%s"},
     "contacts":[{"profile":{"name":"Ana Ñandú"},"wa_id":"%s","user_id":"UY.1"}],
     "messages":[%s],"statuses":[%s]}}]}]}\
    """
        .formatted(phoneNumberId, CONTACT, messages, statuses);
  }

  private HttpResponse<String> meta(String json) {
    byte[] wire = MetaSigner.wire(json);
    return service.webhook(wire, MetaSigner.signature(wire));
  }

  private List<Message> stored() {
    return service
        .bean(MessageStore.class)
        .ofSession(tenant, SessionId.of(tenant, "whatsapp", "+" + CONTACT), 100);
  }

  /** Everything published up to and including the message of this id. */
  private List<String> publishedUntil(String wamid) {
    List<String> seen = new ArrayList<>();
    try (Consumer<String, byte[]> consumer = service.bean(Messaging.class).wholeTopicConsumer()) {
      var topic = List.of(new TopicPartition("conversation.events." + tenant, 0));
      consumer.assign(topic);
      consumer.seekToBeginning(topic);
      await()
          .atMost(PATIENCE)
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(100))
                .forEach(record -> seen.add(new String(record.value(), UTF_8)));
            return seen.stream().anyMatch(message -> message.contains(wamid));
          });
    }
    return seen;
  }

  @Test
  void the_handshake_gives_the_challenge_back_to_who_knows_the_word() {
    String path =
        "/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

    var right = service.get(path + RunningService.VERIFY_TOKEN, null);
    var wrong = service.get(path + "guessed", null);
    var empty = service.get("/webhooks/whatsapp", null);

    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(right.body()).isEqualTo("1158201444");
    assertThat(right.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(empty.statusCode()).isEqualTo(403);
  }

  @Test
  void a_message_is_stored_before_the_200_and_published_once_however_often_it_comes() {
    String first = wamid();
    String later = wamid();
    String call = payload(number, text(first, "quiero cotizar ¡ya! 😀 a/b"), "");

    var answers = List.of(meta(call), meta(call), meta(call));
    var stored = stored();
    var _ = meta(payload(number, text(later, "hola"), ""));
    var published = publishedUntil(later);

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
    assertThat(stored)
        .singleElement()
        .satisfies(message -> {
          assertThat(message.text()).isEqualTo("quiero cotizar ¡ya! 😀 a/b");
          assertThat(message.contactName()).isEqualTo("Ana Ñandú");
          assertThat(message.connection()).isEqualTo(number);
        });
    assertThat(published).filteredOn(message -> message.contains(first)).hasSize(1);
  }

  @Test
  void a_batch_is_stored_whole_and_published_in_order() {
    String first = wamid();
    String second = wamid();
    String reaction =
        "{\"from\":\"%s\",\"id\":\"%s\",\"type\":\"reaction\",\"reaction\":{\"emoji\":\"x\"}}"
            .formatted(CONTACT, wamid());

    var answer =
        meta(
            payload(number, text(first, "hola") + "," + reaction + "," + text(second, "dale"), ""));
    var published = publishedUntil(second);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(stored()).hasSize(3);
    assertThat(published).hasSize(2);
    assertThat(published.getFirst()).contains(first);
  }

  @Test
  void a_number_that_nobody_has_connected_is_refused_and_nothing_is_stored() {
    var answer = meta(payload("99999", text(wamid(), "hola"), ""));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(stored()).isEmpty();
  }

  @Test
  void a_batch_for_a_known_and_an_unknown_number_is_taken_for_the_known_one() {
    String known = payload(number, text(wamid(), "hola"), "");
    String unknown = payload("99999", text(wamid(), "hola"), "");
    String entry = unknown.substring(unknown.indexOf("{\"id\":\"W\""), unknown.length() - 2);
    String both = known.substring(0, known.length() - 2) + "," + entry + "]}";

    var answer = meta(both);

    assertThat(answer.statusCode()).as(both).isEqualTo(200);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void bytes_that_the_app_did_not_sign_are_refused_and_nothing_is_stored() {
    String json = payload(number, text(wamid(), "año"), "");
    byte[] wire = MetaSigner.wire(json);

    assertThat(service.webhook(wire, null).statusCode()).isEqualTo(401);
    assertThat(service.webhook(wire, "sha256=" + "0".repeat(64)).statusCode()).isEqualTo(401);
    assertThat(service.webhook(wire, "sha256=nothex").statusCode()).isEqualTo(401);
    assertThat(service.webhook(wire, MetaSigner.signature(wire, "other")).statusCode())
        .isEqualTo(401);
    assertThat(service.webhook(json.getBytes(UTF_8), MetaSigner.signature(wire)).statusCode())
        .isEqualTo(401);
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} trailing", "nothing", "[1,2", "{\"object\":\"page\"}", "7"})
  void a_signed_body_that_is_no_payload_is_refused(String body) {
    byte[] bytes = body.getBytes(UTF_8);

    var answer = service.webhook(bytes, MetaSigner.signature(bytes));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void a_body_nested_too_deep_is_refused() {
    byte[] bytes = ("[".repeat(5_000) + "]".repeat(5_000)).getBytes(UTF_8);

    assertThat(service.webhook(bytes, MetaSigner.signature(bytes)).statusCode()).isEqualTo(400);
  }

  @Test
  void a_body_of_exactly_the_largest_size_is_taken_and_one_byte_more_is_not() {
    String json = payload(number, text(wamid(), "hola"), "");
    String filled = json + " ".repeat(RunningService.LARGEST_BODY - MetaSigner.wire(json).length);
    byte[] largest = MetaSigner.wire(filled);
    byte[] larger = MetaSigner.wire(filled + " ");

    assertThat(largest).hasSize(RunningService.LARGEST_BODY);
    assertThat(service.webhook(largest, MetaSigner.signature(largest)).statusCode()).isEqualTo(200);
    assertThat(service.webhook(larger, MetaSigner.signature(larger)).statusCode()).isEqualTo(413);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void statuses_only_move_forward() {
    String turn = UUID.randomUUID() + ".1.text";
    MessageStore messages = service.bean(MessageStore.class);
    SessionId session = SessionId.of(tenant, "whatsapp", "+" + CONTACT);
    var _ = messages.insert(message(turn, session, Message.Direction.OUT, MessageStatus.PENDING));
    messages.sent(tenant, turn, MessageStatus.SENT, "wamid.OUT");

    assertThat(report("delivered")).isEqualTo(200);
    assertThat(messages.status(tenant, turn)).contains(MessageStatus.DELIVERED);
    assertThat(report("read")).isEqualTo(200);
    assertThat(report("sent")).isEqualTo(200);
    assertThat(report("delivered")).isEqualTo(200);
    assertThat(report("failed")).isEqualTo(200);
    assertThat(report("teleported")).isEqualTo(200);
    assertThat(messages.status(tenant, turn)).contains(MessageStatus.READ);
  }

  private int report(String status) {
    return meta(payload(
            number,
            "",
            "{\"id\":\"wamid.OUT\",\"status\":\"%s\",\"timestamp\":\"1\",\"recipient_id\":\"5\"}"
                .formatted(status)))
        .statusCode();
  }

  @Test
  void a_report_of_one_tenant_changes_no_message_of_another() {
    MessageStore messages = service.bean(MessageStore.class);
    TenantId other = service.tenant("CO", "es-CO");
    String others = connectNumber(other);
    SessionId session = RunningService.freshSession();
    var _ =
        messages.insert(
            message("turn.1.text", session, Message.Direction.OUT, MessageStatus.PENDING));
    messages.sent(tenant, "turn.1.text", MessageStatus.SENT, "wamid.OUT");
    String status =
        "{\"id\":\"wamid.OUT\",\"status\":\"read\",\"biz_opaque_callback_data\":\"turn.1.text\"}";

    var answer = meta(payload(others, "", status));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(messages.status(tenant, "turn.1.text")).contains(MessageStatus.SENT);
  }

  @Test
  void a_message_that_was_left_behind_is_handed_over_later() {
    String wamid = wamid();
    MessageStore messages = service.bean(MessageStore.class);
    Message left =
        message(wamid, RunningService.freshSession(), Message.Direction.IN, MessageStatus.RECEIVED);

    var _ = messages.insert(left);

    assertThat(publishedUntil(wamid)).hasSize(1);
    await()
        .atMost(PATIENCE)
        .until(() -> messages.status(tenant, wamid).equals(Optional.of(MessageStatus.FORWARDED)));
    assertThat(messages.putOff(left, Instant.EPOCH.plusSeconds(1))).isFalse();
  }

  private Message message(
      String id, SessionId session, Message.Direction direction, MessageStatus status) {
    return new Message(
        Message.id(tenant, id),
        tenant,
        id,
        session,
        direction,
        "whatsapp",
        number,
        "+" + CONTACT,
        null,
        "text",
        "hola",
        status,
        null,
        Instant.EPOCH,
        direction == Message.Direction.IN ? Instant.EPOCH : null);
  }

  @Test
  void a_number_belongs_to_one_tenant() {
    TenantId other = service.tenant("CO", "es-CO");

    var answer =
        service.post(
            "/api/v1/channels",
            service.platform().token(other, "tenant_admin"),
            "{\"channel\":\"whatsapp\",\"phone_number_id\":\""
                + number
                + "\",\"mode\":\"sandbox\"}");

    assertThat(answer.statusCode()).isEqualTo(409);
  }

  @Test
  void a_channel_is_connected_by_an_administrator_only_and_its_token_is_never_shown() {
    String viewer = service.platform().token(tenant, "viewer");
    String body =
        "{\"channel\":\"whatsapp\",\"phone_number_id\":\"%s\",\"mode\":\"cloud\",\"access_token\":\"secret-word\"}"
            .formatted(number);

    var refused = service.post("/api/v1/channels", viewer, body);
    var made =
        service.post("/api/v1/channels", service.platform().token(tenant, "tenant_admin"), body);
    var listed = service.get("/api/v1/channels", viewer);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body()).doesNotContain("secret-word", "sealed");
    assertThat(listed.body())
        .contains(number, "\"mode\":\"cloud\"")
        .doesNotContain("secret", "seal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"channel\":\"fax\",\"phone_number_id\":\"12345\",\"mode\":\"sandbox\"}",
        "{\"channel\":\"whatsapp\",\"phone_number_id\":\"1\",\"mode\":\"sandbox\"}",
        "{\"channel\":\"whatsapp\",\"phone_number_id\":\"12345\",\"mode\":\"loud\"}",
        "{\"channel\":\"whatsapp\",\"phone_number_id\":\"12345\",\"mode\":\"cloud\"}",
      })
  void a_channel_that_is_not_described_well_is_refused_with_the_field(String body) {
    var answer =
        service.post("/api/v1/channels", service.platform().token(tenant, "tenant_admin"), body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(RunningService.json(answer).path("errors").path(0).path("pointer").asString())
        .startsWith("#/");
  }
}
