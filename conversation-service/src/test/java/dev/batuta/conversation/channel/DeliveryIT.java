package dev.batuta.conversation.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.agent.once.NotHappenedException;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TaskError;
import dev.batuta.conversation.history.Message;
import dev.batuta.conversation.history.MessageStatus;
import dev.batuta.conversation.history.MessageStore;
import dev.batuta.conversation.testing.CloudApiStub;
import dev.batuta.conversation.testing.CloudApiStub.Turn;
import dev.batuta.conversation.testing.PlatformStub;
import dev.batuta.conversation.testing.RunningService;
import dev.batuta.conversation.testing.WithService;
import dev.batuta.starter.security.SecretSeal;
import dev.batuta.starter.security.ServiceCalls;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** Answers on their way through a stub of Meta's Cloud API, which breaks in every way it can. */
@WithService
final class DeliveryIT {
  private static final String CONTACT = "+59899123456";

  private RunningService service;
  private CloudApiStub cloudApi;
  private TenantId tenant;
  private SessionId session;
  private String number;

  @BeforeEach
  void connect(RunningService running) {
    service = running;
    cloudApi = running.cloudApi();
    cloudApi.script();
    tenant = running.tenant("UY", "es-UY");
    session = RunningService.freshSession();
    number = connectNumber("cloud");
  }

  private String connectNumber(String mode) {
    String fresh = Long.toUnsignedString(UUID.randomUUID().getMostSignificantBits());
    var connected =
        service.post(
            "/api/v1/channels",
            service.platform().token(tenant, "tenant_admin"),
            """
            {"channel":"whatsapp","phone_number_id":"%s","mode":"%s","access_token":"invented-token"}
            """
                .formatted(fresh, mode));
    assertThat(connected.statusCode()).as(connected.body()).isEqualTo(201);
    return fresh;
  }

  private TaskOutcome deliver(Map<String, ?> answer) {
    return deliver(answer, CONTACT);
  }

  private TaskOutcome deliver(Map<String, ?> answer, String contact) {
    return service
        .bean(DeliverHandler.class)
        .handle(
            RunningService.task(
                tenant,
                Map.of(
                    "session_id",
                    session.value(),
                    "turn_id",
                    session + ".1",
                    "channel",
                    "whatsapp",
                    "contact",
                    contact,
                    "answer",
                    answer)));
  }

  private @Nullable MessageStatus status(String part) {
    return service.bean(MessageStore.class).status(tenant, session + ".1." + part).orElse(null);
  }

  private static Map<String, ?> text() {
    return Map.of("response", "¡Hola! ¿Qué necesitás?", "next_action", "answer");
  }

  private static Map<String, ?> quote() {
    return Map.of(
        "response",
        "*Cotización 2026-1*",
        "next_action",
        "create_quote",
        "quote",
        Map.of("number", "2026-1", "document_url", "/api/v1/quotes/1/document"));
  }

  private static JsonNode json(CloudApiStub.Call call) {
    return ContractJson.mapper().readTree(call.body());
  }

  @Test
  void words_and_the_document_go_out_as_the_cloud_api_wants_them() {
    var outcome = deliver(quote());

    assertThat(outcome).isInstanceOf(TaskOutcome.Completed.class);
    assertThat(cloudApi.calls())
        .extracting(CloudApiStub.Call::path)
        .containsExactly(
            "/" + number + "/messages", "/" + number + "/media", "/" + number + "/messages");
    assertThat(cloudApi.calls())
        .extracting(CloudApiStub.Call::authorization)
        .containsOnly("Bearer invented-token");
    JsonNode words = json(cloudApi.taken().getFirst());
    assertThat(words.path("messaging_product").asString()).isEqualTo("whatsapp");
    assertThat(words.path("recipient_type").asString()).isEqualTo("individual");
    assertThat(words.path("to").asString()).isEqualTo("59899123456");
    assertThat(words.path("type").asString()).isEqualTo("text");
    assertThat(words.path("text").path("body").asString()).isEqualTo("*Cotización 2026-1*");
    assertThat(words.path("biz_opaque_callback_data").asString()).isEqualTo(session + ".1.text");
    CloudApiStub.Call upload = cloudApi.calls().get(1);
    assertThat(upload.contentType()).startsWith("multipart/form-data");
    assertThat(upload.body())
        .contains(PlatformStub.DOCUMENT, "application/pdf", "filename=\"2026-1.pdf\"", "whatsapp");
    JsonNode document = json(cloudApi.taken().getLast());
    assertThat(document.path("type").asString()).isEqualTo("document");
    assertThat(document.path("document").path("id").asString()).startsWith("media.");
    assertThat(document.path("document").path("filename").asString()).isEqualTo("2026-1.pdf");
    assertThat(status("text")).isEqualTo(MessageStatus.SENT);
    assertThat(status("document")).isEqualTo(MessageStatus.SENT);
  }

  @Test
  void a_customer_without_a_number_is_addressed_by_the_user_id() {
    var _ = deliver(text(), "UY.134");

    JsonNode sent = json(cloudApi.taken().getFirst());
    assertThat(sent.path("recipient").asString()).isEqualTo("UY.134");
    assertThat(sent.has("to")).isFalse();
  }

  @Test
  void a_repeated_task_sends_nothing_again() {
    var first = deliver(quote());
    var second = deliver(quote());

    assertThat(second).isEqualTo(first);
    assertThat(cloudApi.taken()).hasSize(2);
    assertThat(cloudApi.calls()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"400,130429", "429,80007", "400,131056", "500,131000", "503,131016", "429,0"})
  void what_was_throttled_is_tried_again_and_goes_out_once(int status, int code) {
    cloudApi.script(new Turn.Refuse(status, code, "later"));

    var throttled = deliver(text());
    var second = deliver(text());
    var third = deliver(text());

    assertThat(throttled).isInstanceOf(TaskOutcome.Failed.class);
    TaskError error = ((TaskOutcome.Failed) throttled).error();
    assertThat(error.retryable()).isTrue();
    assertThat(second).isInstanceOf(TaskOutcome.Completed.class);
    assertThat(third).isInstanceOf(TaskOutcome.Completed.class);
    assertThat(cloudApi.taken()).hasSize(1);
    assertThat(status("text")).isEqualTo(MessageStatus.SENT);
  }

  @ParameterizedTest
  @CsvSource({"400,131047", "400,131026", "401,190", "400,100", "403,10", "400,131030"})
  void what_is_refused_for_good_fails_and_is_not_tried_again(int status, int code) {
    cloudApi.script(new Turn.Refuse(status, code, "never"));

    var refused = deliver(text());
    var again = deliver(text());

    assertThat(refused).isInstanceOf(TaskOutcome.Completed.class);
    assertThat(again).isEqualTo(refused);
    assertThat(status("text")).isEqualTo(MessageStatus.FAILED);
    assertThat(cloudApi.calls()).hasSize(1);
  }

  @Test
  void an_answer_that_never_comes_is_not_asked_for_twice() {
    cloudApi.script(new Turn.TakeAndHang());

    var unknown = deliver(text());
    var again = deliver(text());

    assertThat(unknown).isInstanceOf(TaskOutcome.Completed.class);
    assertThat(again).isEqualTo(unknown);
    assertThat(cloudApi.taken()).hasSize(1);
    assertThat(status("text")).isEqualTo(MessageStatus.UNKNOWN);
  }

  @Test
  void a_connection_that_is_cut_after_the_request_was_read_sends_nothing_twice() {
    cloudApi.script(new Turn.TakeAndCut());

    var _ = deliver(text());
    var _ = deliver(text());

    assertThat(cloudApi.taken()).hasSize(1);
    assertThat(status("text")).isEqualTo(MessageStatus.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "504"})
  void an_error_of_something_in_between_sends_nothing_twice(int status) {
    cloudApi.script(new Turn.Proxy(status));

    var _ = deliver(text());
    var _ = deliver(text());

    assertThat(cloudApi.calls()).hasSize(1);
    assertThat(status("text")).isEqualTo(MessageStatus.UNKNOWN);
  }

  @Test
  void what_never_reached_the_api_may_be_tried_again() throws Exception {
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    SecretSeal seal = service.bean(SecretSeal.class);
    var sender = sender(nobody, seal);

    var sending = sender.prepare(channel(seal), CONTACT, new OutboundPart.Text("hola"), "1");

    assertThatThrownBy(sending::run).isInstanceOf(NotHappenedException.class);
  }

  @Test
  void a_token_that_was_sealed_under_another_key_refuses_the_message() {
    String otherKey = Base64.getEncoder().encodeToString(new byte[32]);
    SecretSeal other = new SecretSeal(otherKey, "channel tokens", new Random(1));
    var sender = sender(URI.create("http://127.0.0.1:9"), service.bean(SecretSeal.class));

    assertThatThrownBy(
            () -> sender.prepare(channel(other), CONTACT, new OutboundPart.Text("hola"), "1"))
        .isInstanceOf(ChannelRefusedException.class);
  }

  private CloudApiSender sender(URI api, SecretSeal seal) {
    return new CloudApiSender(
        new WhatsAppProperties(api, "", "", DataSize.ofKilobytes(1), Duration.ofSeconds(1)),
        service.bean(ServiceCalls.class),
        "http://127.0.0.1:9",
        seal);
  }

  private Channel channel(SecretSeal seal) {
    String sealed = seal.close("invented-token".getBytes(UTF_8), number);
    return new Channel(number, tenant, "whatsapp", Channel.Mode.CLOUD, sealed, Instant.EPOCH);
  }

  @Test
  void a_status_report_settles_what_was_unknown() {
    cloudApi.script(new Turn.TakeAndCut());
    var _ = deliver(text());
    MessageStore messages = service.bean(MessageStore.class);
    String id = session + ".1.text";

    messages.reported(tenant, "wamid.OUT", id, MessageStatus.DELIVERED);
    messages.reported(tenant, "wamid.OUT", id, MessageStatus.SENT);
    messages.reported(tenant, "wamid.OUT", null, MessageStatus.READ);
    messages.reported(tenant, "wamid.OUT", null, MessageStatus.FAILED);

    assertThat(status("text")).isEqualTo(MessageStatus.READ);
  }

  @Test
  void an_upload_that_breaks_is_made_again_because_nobody_sees_it() {
    cloudApi.script(new Turn.Take(), new Turn.Proxy(502));

    var broken = deliver(quote());
    var again = deliver(quote());

    assertThat(broken).isInstanceOf(TaskOutcome.Failed.class);
    assertThat(((TaskOutcome.Failed) broken).error().retryable()).isTrue();
    assertThat(again).isInstanceOf(TaskOutcome.Completed.class);
    assertThat(cloudApi.taken())
        .extracting(call -> json(call).path("type").asString())
        .containsExactly("text", "document");
  }

  @Test
  void a_throttled_document_does_not_repeat_the_words_before_it() {
    cloudApi.script(new Turn.Take(), new Turn.Take(), new Turn.Refuse(400, 131056, "pair"));

    var _ = deliver(quote());
    var _ = deliver(quote());

    assertThat(cloudApi.taken())
        .extracting(call -> json(call).path("type").asString())
        .containsExactly("text", "document");
  }

  @Test
  void the_customer_is_answered_from_the_number_that_was_written_to() {
    String second = connectNumber("cloud");
    var _ =
        service
            .bean(MessageStore.class)
            .insert(
                new Message(
                    Message.id(tenant, "wamid.in"),
                    tenant,
                    "wamid.in",
                    session,
                    Message.Direction.IN,
                    "whatsapp",
                    second,
                    CONTACT,
                    null,
                    "text",
                    "hola",
                    MessageStatus.FORWARDED,
                    null,
                    Instant.EPOCH,
                    null));

    var _ = deliver(text());

    assertThat(cloudApi.calls())
        .extracting(CloudApiStub.Call::path)
        .containsExactly("/" + second + "/messages");
  }

  @Test
  void without_a_channel_the_task_is_refused_for_good() {
    tenant = service.tenant("UY", "es-UY");

    var outcome = deliver(text());

    assertThat(outcome).isInstanceOf(TaskOutcome.Failed.class);
    assertThat(((TaskOutcome.Failed) outcome).error().retryable()).isFalse();
  }

  @Test
  void the_sandbox_keeps_an_answer_once_and_shows_it_to_its_tenant_only() {
    TenantId other = tenant;
    tenant = service.tenant("CO", "es-CO");
    var _ = connectNumber("sandbox");

    var _ = deliver(quote());
    var _ = deliver(quote());

    assertThat(sandbox(tenant)).containsExactly("*Cotización 2026-1*", "2026-1.pdf");
    assertThat(sandbox(other)).isEmpty();
    assertThat(cloudApi.calls()).isEmpty();
  }

  @Test
  void two_tenants_with_turns_of_the_same_name_do_not_meet_in_the_sandbox() {
    tenant = service.tenant("CO", "es-CO");
    var _ = connectNumber("sandbox");
    var _ = deliver(text());
    tenant = service.tenant("CO", "es-CO");
    var _ = connectNumber("sandbox");

    var _ = deliver(text());

    assertThat(sandbox(tenant)).hasSize(1);
  }

  private List<String> sandbox(TenantId of) {
    var answer =
        service.get("/api/v1/channels/sandbox/messages", service.platform().token(of, "viewer"));
    assertThat(answer.statusCode()).isEqualTo(200);
    return RunningService.json(answer)
        .path("messages")
        .valueStream()
        .map(message -> message.path("text").asString())
        .toList();
  }
}
