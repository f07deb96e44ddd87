package dev.batuta.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import dev.batuta.conversation.testing.RunningService;
import dev.batuta.conversation.testing.WithService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service shows of a conversation and of a single message. */
@WithService
final class ConversationRoutesIT {
  private static final String ANALYZE = "/api/v1/understanding/analyze";

  private RunningService service;
  private TenantId tenant;
  private String viewer;

  @BeforeEach
  void prepare(RunningService running) {
    service = running;
    tenant = running.tenant("UY", "es-UY");
    viewer = running.platform().token(tenant, "viewer");
  }

  @Test
  void a_conversation_shows_intent_slots_and_what_is_missing() {
    Talk talk = new Talk(service, tenant, null);
    var _ = talk.says("hola, quiero cotizar isopanel de 100mm, 6 x 4 metros");

    var answer = service.get("/api/v1/conversations/" + talk.session(), viewer);

    assertThat(answer.statusCode()).isEqualTo(200);
    var shown = RunningService.json(answer);
    assertThat(shown.path("intent").asString()).isEqualTo("quote_request");
    assertThat(shown.at("/slots/items/0/product").asString()).isEqualTo("isopanel");
    assertThat(shown.at("/slots/items/0/thickness_mm").asInt()).isEqualTo(100);
    assertThat(shown.path("missing").valueStream().map(slot -> slot.asString()))
        .containsExactly("city", "name");
    assertThat(shown.path("asked").asString()).isEqualTo("city");
  }

  @Test
  void its_messages_are_listed() {
    Talk talk = new Talk(service, tenant, null);
    var _ = talk.says("hola", "quiero cotizar chapas");

    var answer = service.get("/api/v1/conversations/" + talk.session() + "/messages", viewer);

    assertThat(RunningService.json(answer).path("messages").valueStream())
        .extracting(line -> line.path("text").asString())
        .containsExactlyInAnyOrder("hola", "quiero cotizar chapas");
  }

  @Test
  void another_tenant_finds_no_such_conversation() {
    Talk talk = new Talk(service, tenant, null);
    var _ = talk.says("hola");
    String stranger = service.platform().token(service.tenant("CO", "es-CO"), "tenant_admin");

    var shown = service.get("/api/v1/conversations/" + talk.session(), stranger);
    var messages = service.get("/api/v1/conversations/" + talk.session() + "/messages", stranger);

    assertThat(shown.statusCode()).isEqualTo(404);
    assertThat(RunningService.json(messages).path("messages")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"sess_nobody", "a%20b", "x.y"})
  void a_conversation_that_nobody_had_is_not_found(String id) {
    assertThat(service.get("/api/v1/conversations/" + id, viewer).statusCode()).isEqualTo(404);
  }

  @Test
  void without_a_token_nothing_is_shown() {
    assertThat(service.get("/api/v1/conversations/sess_1", null).statusCode()).isEqualTo(401);
    assertThat(service.post(ANALYZE, null, "{\"text\":\"hola\"}").statusCode()).isEqualTo(401);
  }

  @Test
  void a_repeated_turn_is_understood_as_before() {
    Talk talk = new Talk(service, tenant, null);

    assertThat(talk.isTheSameWhenRepeated("quiero 10 isopanel de 100 mm de 3 metros")).isTrue();
  }

  @Test
  void analyze_says_intent_confidence_language_and_entities() {
    var answer =
        service.post(
            ANALYZE,
            viewer,
            "{\"text\":\"quiero cotizar 10 isopanel de 100 mm blanco para Salto\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var meaning = RunningService.json(answer);
    assertThat(meaning.propertyNames())
        .containsExactlyInAnyOrder("intent", "confidence", "language", "entities");
    assertThat(meaning.path("intent").asString()).isEqualTo("quote_request");
    assertThat(meaning.path("confidence").asDouble()).isBetween(0.0, 1.0);
    assertThat(meaning.path("language").asString()).isEqualTo("es");
    assertThat(meaning.at("/entities/city").asString()).isEqualTo("Salto");
    assertThat(meaning.at("/entities/items/0/quantity").asInt()).isEqualTo(10);
    assertThat(meaning.path("entities").propertyNames()).doesNotContain("name", "change", "email");
  }

  @Test
  void analyze_reads_a_bare_answer_by_what_was_asked_and_where() {
    var city = service.post(ANALYZE, viewer, "{\"text\":\"Rivera\",\"asked\":\"city\"}");
    var phone =
        service.post(
            ANALYZE, viewer, "{\"text\":\"mi celular es 300 123 4567\",\"country\":\"co\"}");

    assertThat(RunningService.json(city).at("/entities/city").asString()).isEqualTo("Rivera");
    assertThat(RunningService.json(phone).at("/entities/phone").asString())
        .isEqualTo("+573001234567");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | #/text",
        "{\"text\":\" \"} | #/text",
        "{\"text\":\"hola\",\"country\":\"URU\"} | #/country",
        "{\"text\":[\"hola\"]} | #/text",
        "{\"text\":\"hola\",\"reference_date\":\"soon\"} | #/reference_date",
      })
  void analyze_refuses_with_the_field(String body, String pointer) {
    var answer = service.post(ANALYZE, viewer, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(pointer);
  }

  @Test
  void analyze_takes_4096_characters_and_no_more() {
    var most = service.post(ANALYZE, viewer, "{\"text\":\"" + "a".repeat(4_096) + "\"}");
    var more = service.post(ANALYZE, viewer, "{\"text\":\"" + "a".repeat(4_097) + "\"}");

    assertThat(most.statusCode()).isEqualTo(200);
    assertThat(more.statusCode()).isEqualTo(400);
  }
}
