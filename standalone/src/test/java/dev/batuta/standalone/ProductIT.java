package dev.batuta.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.ContractJson;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What users see of the whole product, through its doors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProductIT {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final String ORDER =
      "Hola, soy Ana, cotizame 6 paneles isopanel de 100 mm de 4 m blanco para Maldonado";

  private final AtomicInteger customers = new AtomicInteger(1000);
  private final RunningProduct product;

  ProductIT(@TempDir Path data) {
    product = new RunningProduct(data);
  }

  @BeforeAll
  void start() {
    var _ = product.start();
  }

  @AfterAll
  void stop() {
    product.close();
  }

  @Test
  void three_turns_collect_what_is_missing_and_end_in_a_correct_quote() {
    String phone = phone();

    JsonNode first =
        product.chat(
            product.bmcKey(), phone, "hola, quiero cotizar isopanel de 100mm, 6 x 4 metros");
    JsonNode second = product.chat(product.bmcKey(), phone, "blanco, para Maldonado");
    JsonNode third = product.chat(product.bmcKey(), phone, "sí, dale");

    assertThat(text(first, "next_action")).isEqualTo("collect_quote_data");
    assertThat(text(first, "response")).contains("ciudad");
    assertThat(text(second, "next_action")).isEqualTo("confirm_quote");
    assertThat(text(third, "next_action")).isEqualTo("create_quote");
    JsonNode quote = third.path("quote");
    // 4 m / 1.14 m useful width = 4 panels; 4 x 1.14 m x 6 m = 27.36 m2 at 47.80 = 1,307.81.
    assertThat(quote.path("lines").path(0).path("net").decimalValue())
        .isEqualByComparingTo("1307.81");
    assertThat(quote.path("payable").decimalValue())
        .isEqualByComparingTo(
            quote.path("net").decimalValue().add(quote.path("tax").decimalValue()));
    assertThat(text(quote, "number")).matches("BMC-\\d{4}-\\d{6}");
    assertThat(text(third, "response")).contains("US$ 1.307,81");
  }

  @Test
  void a_greeting_that_asks_for_a_quote_is_asked_for_the_product() {
    JsonNode answer = product.chat(product.bmcKey(), phone(), "Hola, quiero cotizar");

    assertThat(text(answer, "intent")).isEqualTo("quote_request");
    assertThat(text(answer, "next_action")).isEqualTo("collect_quote_data");
    assertThat(text(answer, "session_id")).isNotEmpty();
    assertThat(text(answer, "task_id")).isNotEmpty();
    assertThat(answer.path("processing_time_ms").isNumber()).isTrue();
  }

  @Test
  void the_dialogue_state_of_a_conversation_can_be_read_by_its_tenant_only() {
    JsonNode answer = product.chat(product.bmcKey(), phone(), "quiero presupuesto de isodec");
    String path = "/api/v1/conversations/" + text(answer, "session_id");

    JsonNode state = product.json(product.get(product.bmcKey(), path));

    assertThat(text(state, "intent")).isEqualTo("quote_request");
    assertThat(text(state.path("slots").path("items").path(0), "product")).isEqualTo("isodec");
    assertThat(state.path("missing").path(0).stringValue()).isEqualTo("items[0].thickness_mm");
    assertThat(product.get(product.tiendaKey(), path).statusCode()).isEqualTo(404);
  }

  @Test
  void a_burst_on_whatsapp_gets_one_answer_with_its_document_and_a_repeat_gets_none()
      throws IOException {
    String contact = phone();
    String from = contact.substring(1);
    String id = UUID.randomUUID().toString();
    var _ = whatsapp(from, id + "a", "Hola, necesito 6 paneles isopanel de 100 mm de 4 m");
    var _ = whatsapp(from, id + "b", "blanco, para Maldonado");

    await().atMost(ANSWER).until(() -> product.sandbox(product.bmcKey(), contact).size() == 2);
    var repeated = whatsapp(from, id + "a", "Hola, necesito 6 paneles isopanel de 100 mm de 4 m");
    // Another customer's answer shows that everything before it has been worked off.
    String other = phone();
    var _ = whatsapp(other.substring(1), id + "c", "hola");
    await().atMost(ANSWER).until(() -> !product.sandbox(product.bmcKey(), other).isEmpty());

    assertThat(repeated.statusCode()).isEqualTo(200);
    List<JsonNode> got = product.sandbox(product.bmcKey(), contact);
    assertThat(got).extracting(m -> text(m, "type")).containsExactly("text", "document");
    assertThat(text(got.get(0), "text")).contains("BMC-").contains("US$");
    HttpResponse<byte[]> pdf = product.bytes(product.bmcKey(), text(got.get(1), "document_url"));
    assertThat(pdf.headers().firstValue("Content-Type")).hasValue("application/pdf");
    assertThat(new String(pdf.body(), 0, 5, UTF_8)).isEqualTo("%PDF-");
  }

  @Test
  void a_large_payload_reaches_its_agent_and_its_result_is_read_by_its_claim() {
    String payload = "{\"text\":\"" + "x".repeat(2_000_000) + "\"}";
    JsonNode task =
        product.json(
            product.post(
                product.bmcKey(),
                "/api/v1/tasks",
                "{\"type\":\"echo\",\"required_capabilities\":[\"ping\"],\"payload\":"
                    + payload
                    + "}"));
    String path = "/api/v1/tasks/" + text(task, "task_id");

    await()
        .atMost(ANSWER)
        .until(() ->
            text(product.json(product.get(product.bmcKey(), path)), "status").equals("completed"));

    JsonNode result = product.json(product.get(product.bmcKey(), path)).path("result");
    String claim = "/api/v1/claims/" + text(result, "claim");
    assertThat(product.get(product.bmcKey(), claim).body()).isEqualTo(payload);
    assertThat(product.get(product.tiendaKey(), claim).statusCode()).isEqualTo(404);
  }

  @Test
  void one_trace_leads_from_the_webhook_to_the_answer() {
    String contact = phone();
    var _ = whatsapp(contact.substring(1), UUID.randomUUID().toString(), ORDER);
    await().atMost(ANSWER).until(() -> product.sandbox(product.bmcKey(), contact).size() == 2);

    await()
        .atMost(ANSWER)
        .untilAsserted(() -> {
          List<JsonNode> lines =
              product.logLines().stream()
                  .map(line -> ContractJson.mapper().readTree(line))
                  .toList();
          JsonNode delivered =
              lines.reversed().stream()
                  .filter(line -> text(line, "message").equals("answer delivered"))
                  .findFirst()
                  .orElseThrow();
          String trace = text(delivered, "trace_id");
          assertThat(trace).isNotEmpty();
          assertThat(
                  lines.stream()
                      .filter(line -> text(line, "trace_id").equals(trace))
                      .map(line -> text(line, "message")))
              .contains("message received", "turn started", "answer delivered");
          assertThat(text(delivered, "service")).isEqualTo("conversation");
          assertThat(text(delivered, "agent")).isEqualTo("conversation_agent");
          assertThat(text(delivered, "tenant_id")).isEqualTo("bmc-uruguay");
          assertThat(text(delivered, "task_id")).isNotEmpty();
        });
  }

  @Test
  void two_tenants_at_once_never_see_each_other() throws InterruptedException, ExecutionException {
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<JsonNode>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(both.submit(() -> product.chat(product.bmcKey(), phone(), ORDER)));
        answers.add(
            both.submit(() ->
                product.chat(
                    product.tiendaKey(),
                    "+573001" + customers.incrementAndGet() + "22",
                    "Hola, soy Luz, me cotiza 3 camisetas negras para Cali")));
      }
      for (int i = 0; i < answers.size(); i++) {
        JsonNode quote = answers.get(i).get().path("quote");
        assertThat(text(quote, "number")).startsWith(i % 2 == 0 ? "BMC-" : "TCO-");
        assertThat(text(quote, "currency")).isEqualTo(i % 2 == 0 ? "USD" : "COP");
        String path = "/api/v1/quotes/" + text(quote, "quote_id");
        String own = i % 2 == 0 ? product.bmcKey() : product.tiendaKey();
        String other = i % 2 == 0 ? product.tiendaKey() : product.bmcKey();
        assertThat(product.get(own, path).statusCode()).isEqualTo(200);
        assertThat(product.get(other, path).statusCode()).isEqualTo(404);
        assertThat(product.post(other, path + "/accept", "{}").statusCode()).isEqualTo(404);
        assertThat(
                product
                    .get(other, "/api/v1/tasks/" + text(answers.get(i).get(), "task_id"))
                    .statusCode())
            .isEqualTo(404);
      }
    }
    assertThat(product.get(product.tiendaKey(), "/api/v1/quotes?limit=200").body())
        .doesNotContain("BMC-");
    assertThat(product.get(product.bmcKey(), "/api/v1/tasks?limit=200").body())
        .doesNotContain("tienda-colombia");
  }

  @Test
  void a_tenant_added_while_running_works_within_five_seconds() {
    String tenant = "acme-" + UUID.randomUUID().toString().substring(0, 8);
    var made =
        product.post(
            product.platformKey(),
            "/api/v1/tenants",
            """
            {"tenant_id":"%s","name":"Acme","country":"UY","currency":"USD","locale":"es-UY",\
            "time_zone":"America/Montevideo"}\
            """
                .formatted(tenant));
    String key =
        text(
            product.json(
                product.post(
                    product.platformKey(), "/api/v1/tenants/" + tenant + "/api-keys", "{}")),
            "api_key");

    assertThat(made.statusCode()).isEqualTo(201);
    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .until(() -> !text(product.chat(key, phone(), "hola"), "response").isEmpty());
  }

  @Test
  void after_two_tries_that_lead_nowhere_a_person_is_offered() {
    String phone = phone();

    JsonNode first = product.chat(product.bmcKey(), phone, "xqzt brrr glonk");
    JsonNode second = product.chat(product.bmcKey(), phone, "wkkk plof zzz");

    assertThat(text(first, "next_action")).isEqualTo("clarify");
    assertThat(text(second, "next_action")).isEqualTo("offer_person");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cotizame -5 paneles isopanel de 100 mm de 4 m para Salto, soy Ana",
        "cotizame 1000000000 paneles isopanel de 100 mm de 4 m para Salto, soy Ana",
        "cotizame 4 paneles isopanel de 100 mm de 25 m para Salto, soy Ana",
        "cotizame 3 heladeras para Salto, soy Ana"
      })
  void what_cannot_be_supplied_is_explained_and_never_quoted(String message) {
    JsonNode answer = product.chat(product.bmcKey(), phone(), message);

    assertThat(answer.path("quote").path("quote_id").isMissingNode()).isTrue();
    assertThat(text(answer, "response")).isNotBlank().doesNotContain("US$");
  }

  @Test
  void a_panel_longer_than_can_be_made_gets_the_split_offered() {
    JsonNode answer =
        product.chat(
            product.bmcKey(),
            phone(),
            "cotizame 4 paneles isopanel de 100 mm de 25 m para Salto, soy Ana");

    assertThat(text(answer, "response"))
        .contains("25")
        .containsPattern("\\d+ (paneles|piezas|tramos)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"mensaje\":\"\",\"telefono\":\"+59899123456\"}|#/mensaje",
        "{\"mensaje\":\"hola\",\"telefono\":\"no es un teléfono\"}|#/telefono",
        "{\"message\":\"hi\",\"phone\":\"12\"}|#/phone",
        "{\"message\":{\"a\":1},\"phone\":\"+59899123456\"}|#/message",
        "{\"message\":\"hi\"}|#/phone",
        "{\"message\":\"hi\",\"session_id\":\"a b\"}|#/session_id"
      })
  void a_wrong_field_is_refused_by_name(String body, String pointer) {
    HttpResponse<String> answer = product.post(product.bmcKey(), "/chat/process", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = product.json(answer);
    assertThat(text(problem, "type")).isEqualTo("/problems/invalid-request");
    assertThat(text(problem.path("errors").path(0), "pointer")).isEqualTo(pointer);
    assertThat(text(problem, "traceId")).isNotEmpty();
  }

  @Test
  void a_message_of_more_than_4096_characters_is_refused_and_unknown_fields_are_ignored() {
    HttpResponse<String> tooLong =
        product.post(
            product.bmcKey(),
            "/chat/process",
            "{\"message\":\"" + "a".repeat(4097) + "\",\"phone\":\"+59899123456\"}");
    HttpResponse<String> unknown =
        product.post(
            product.bmcKey(),
            "/chat/process",
            "{\"message\":\"hola\",\"phone\":\""
                + phone()
                + "\",\"tenant_id\":\"other\",\"x\":[1]}");

    assertThat(tooLong.statusCode()).isEqualTo(400);
    assertThat(tooLong.body()).contains("4097").contains("4096");
    assertThat(unknown.statusCode()).isEqualTo(200);
  }

  @Test
  void a_task_that_no_agent_can_do_is_refused_with_what_they_can() {
    HttpResponse<String> answer =
        product.post(
            product.bmcKey(),
            "/api/v1/tasks",
            "{\"type\":\"x\",\"required_capabilities\":[\"fly\"],\"payload\":{}}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("/problems/unknown-capability").contains("create_quote");
  }

  @Test
  void a_task_can_be_followed_to_its_end_and_again_from_the_last_event_seen() {
    JsonNode task =
        product.json(
            product.post(
                product.bmcKey(),
                "/api/v1/tasks",
                "{\"type\":\"x\",\"required_capabilities\":[\"ping\"],\"payload\":{\"a\":1}}"));
    String path = "/api/v1/tasks/" + text(task, "task_id") + "/stream";

    String all = product.get(product.bmcKey(), path).body();
    String rest = product.resume(product.bmcKey(), path, "1").body();

    assertThat(all)
        .contains("id:1")
        .contains("event:task_completed")
        .contains("\"result\":{\"a\":1}");
    assertThat(all.split("event:task_completed", -1)).hasSize(2);
    assertThat(rest).doesNotContain("id:1\n").contains("event:task_completed");
  }

  @Test
  void schedules_fire_again_and_again_and_on_an_event_once_for_its_id() {
    String target = ",\"target\":{\"kind\":\"task\",\"type\":\"x\",\"capability\":\"ping\"}}";
    JsonNode recurring =
        scheduled(
            "{\"name\":\"r\",\"trigger\":{\"kind\":\"recurring\",\"every\":\"PT1S\"}" + target);
    JsonNode sold =
        scheduled(
            "{\"name\":\"e\",\"trigger\":{\"kind\":\"event\",\"type\":\"sold\","
                + "\"filter\":\"event.data.total > 100\"}"
                + target);
    String event = "{\"type\":\"sold\",\"id\":\"sold-1\",\"data\":{\"total\":150}}";

    HttpResponse<String> taken = product.post(product.bmcKey(), "/api/v1/events", event);
    var _ = product.post(product.bmcKey(), "/api/v1/events", event);

    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(recurring.path("next_firings")).hasSize(5);
    await()
        .atMost(ANSWER)
        .untilAsserted(() -> {
          assertThat(schedule(recurring).path("fired").intValue()).isGreaterThanOrEqualTo(2);
          assertThat(schedule(sold).path("fired").intValue()).isEqualTo(1);
        });
    String task = text(schedule(sold).path("last_firing"), "task_id");
    await()
        .atMost(ANSWER)
        .untilAsserted(() ->
            assertThat(product.get(product.bmcKey(), "/api/v1/tasks/" + task).body())
                .contains("\"status\":\"completed\"", "\"id\":\"sold-1\""));
    String path = "/api/v1/schedules/" + text(recurring, "id") + "/pause";
    assertThat(product.post(product.bmcKey(), path, "{}").body()).contains("\"paused\"");
  }

  private JsonNode scheduled(String body) {
    HttpResponse<String> answer = product.post(product.bmcKey(), "/api/v1/schedules", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return product.json(answer);
  }

  private JsonNode schedule(JsonNode made) {
    return product.json(product.get(product.bmcKey(), "/api/v1/schedules/" + text(made, "id")));
  }

  @Test
  void records_that_cannot_be_read_are_dead_lettered_with_the_reason_and_the_consumer_goes_on()
      throws IOException {
    String kafka =
        text(
            ContractJson.mapper()
                .readTree(Files.readString(product.data().resolve("addresses.json"))),
            "kafka");
    String topic = "quote.tasks.bmc-uruguay";
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new StringSerializer(),
            new ByteArraySerializer())) {
      poison(producer, topic, "dev.batuta.task_message.v1", "bmc-uruguay", "{not json");
      poison(
          producer,
          topic,
          "dev.batuta.task_message.v1",
          "tienda-colombia",
          "{\"tenant_id\":\"bmc-uruguay\"}");
      poison(
          producer,
          topic,
          "dev.batuta.task_message.v1",
          "bmc-uruguay",
          "{\"tenant_id\":\"tienda-colombia\"}");
      poison(
          producer,
          topic,
          "dev.batuta.task_message.v9",
          "bmc-uruguay",
          "{\"tenant_id\":\"bmc-uruguay\"}");
      producer.flush();
    }

    await()
        .atMost(ANSWER)
        .untilAsserted(() ->
            assertThat(product.get(product.bmcKey(), "/api/orchestrator/dead-letters").body())
                .contains("not a dev.batuta.task_message.v1")
                .contains("the header says 'tienda-colombia'")
                .contains("the payload says 'tienda-colombia'")
                .contains("dev.batuta.task_message.v9"));
    assertThat(text(product.chat(product.bmcKey(), phone(), ORDER).path("quote"), "number"))
        .isNotEmpty();
    assertThat(product.get(product.tiendaKey(), "/api/orchestrator/dead-letters").body())
        .doesNotContain("v9");
  }

  @Test
  void a_thousand_messages_at_once_from_one_contact_are_all_taken_and_answered_in_few_turns() {
    String contact = phone();
    String id = UUID.randomUUID().toString();
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService flood = Executors.newFixedThreadPool(16)) {
      List<CompletableFuture<Integer>> sending = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        int message = i;
        sending.add(
            CompletableFuture.supplyAsync(
                () -> whatsapp(contact.substring(1), id + message, "hola " + message).statusCode(),
                flood));
      }
      sending.forEach(each -> statuses.add(each.join()));
    }

    assertThat(statuses).containsOnly(200);
    await().atMost(ANSWER).until(() -> !product.sandbox(product.bmcKey(), contact).isEmpty());
    String other = phone();
    assertThat(text(product.chat(product.bmcKey(), other, "hola"), "response")).isNotEmpty();
    assertThat(product.sandbox(product.bmcKey(), contact)).hasSizeLessThan(50);
  }

  @Test
  void operators_see_agents_queue_and_metrics() {
    JsonNode status = product.json(product.get(product.bmcKey(), "/api/orchestrator/status"));
    String agents = product.get(product.bmcKey(), "/api/orchestrator/agents").body();
    String health =
        product.get(product.bmcKey(), "/api/orchestrator/agents/quote_agent/health").body();
    String metrics = product.plain(product.serviceUrl(1) + "/actuator/prometheus").body();

    assertThat(text(status, "status")).isEqualTo("up");
    assertThat(agents)
        .contains("conversation_agent", "quote_agent", "followup_agent", "datasync_agent")
        .contains("analytics_agent");
    assertThat(health).contains("\"status\":\"up\"");
    assertThat(product.get(product.bmcKey(), "/api/orchestrator/tasks/queue").body())
        .contains("oldest_waiting_ms");
    assertThat(metrics)
        .contains("batuta_tasks_submitted_total")
        .contains("batuta_tasks_ended_seconds_count")
        .contains("batuta_tasks_processing_seconds")
        .contains("batuta_tasks_queue_depth")
        .contains("batuta_tasks_queue_age_seconds")
        .contains("batuta_agents_utilization")
        .contains("http_server_requests_seconds_count")
        .contains("mongodb_driver_pool")
        .contains("jvm_memory_used_bytes")
        .contains("process_cpu_usage");
  }

  private static void poison(
      KafkaProducer<String, byte[]> producer,
      String topic,
      String type,
      String tenant,
      String value) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, "poison", value.getBytes(UTF_8));
    record.headers().add("ce_type", type.getBytes(UTF_8));
    record.headers().add("ce_tenantid", tenant.getBytes(UTF_8));
    var _ = producer.send(record);
  }

  private HttpResponse<String> whatsapp(String from, String wamid, String text) {
    return product.whatsapp(RunningProduct.BMC_NUMBER, from, "wamid." + wamid, text);
  }

  private String phone() {
    return "+5989922" + customers.incrementAndGet();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).stringValue("");
  }
}
