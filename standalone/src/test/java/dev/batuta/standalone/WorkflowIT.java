package dev.batuta.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What users see of workflows, through the gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WorkflowIT {
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final RunningProduct product;

  WorkflowIT(@TempDir Path data) {
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
  void a_workflow_is_published_started_watched_paused_resumed_and_approved() {
    JsonNode published =
        publish(
            """
            {"name":"approval","timeout":"PT5M","steps":[
              {"id":"first","kind":"task","capability":"ping","next":"approve"},
              {"id":"approve","kind":"callback","timeout":"PT2M","details":{"who":"input.name"},"next":"last"},
              {"id":"last","kind":"task","capability":"ping","input":{"decision":"steps.approve.output.decision"}}],
             "output":"{'decision': steps.approve.output.decision}"}
            """);
    String run = startRun("approval", "{\"name\":\"Ana\"}");
    await()
        .atMost(ANSWER)
        .until(() -> show(run).path("steps").path(1).path("status").asString("").equals("running"));

    JsonNode paused = act(run, "pause", "{}");
    JsonNode approved = act(run, "callbacks/approve", "{\"decision\":\"yes\"}");
    JsonNode resumed = act(run, "resume", "{}");

    assertThat(published.path("version").intValue()).isEqualTo(1);
    assertThat(text(paused, "status")).isEqualTo("paused");
    assertThat(text(approved, "status")).isEqualTo("paused");
    assertThat(approved.path("steps").size()).isEqualTo(2);
    assertThat(text(resumed, "status")).isEqualTo("running");
    JsonNode ended = awaitEnd(run);
    assertThat(text(ended, "status")).isEqualTo("completed");
    assertThat(text(ended.path("output"), "decision")).isEqualTo("yes");
    assertThat(ended.path("steps").path(2).path("input").path("decision").stringValue())
        .isEqualTo("yes");
    List<String> history = new ArrayList<>();
    product
        .json(product.get(product.bmcKey(), "/api/v1/workflow-runs/" + run + "/history"))
        .path("events")
        .forEach(event -> history.add(text(event, "event")));
    assertThat(history)
        .containsSubsequence(
            "run_started",
            "step_started",
            "run_paused",
            "callback_received",
            "run_resumed",
            "run_completed");
    String stream =
        product.get(product.bmcKey(), "/api/v1/workflow-runs/" + run + "/stream").body();
    assertThat(stream).contains("event:run_started").contains("\"decision\":\"yes\"");
    assertThat(stream.lines().filter(line -> line.startsWith("event:run_completed"))).hasSize(1);
    assertThat(
            product
                .resume(
                    product.bmcKey(),
                    "/api/v1/workflow-runs/" + run + "/stream",
                    Integer.toString(history.size() - 1))
                .body()
                .lines()
                .filter(line -> line.startsWith("id:")))
        .hasSize(1);
  }

  @Test
  void a_definition_with_faults_is_refused_with_each_of_them() {
    HttpResponse<String> refused =
        product.post(
            product.bmcKey(),
            "/api/v1/workflows",
            """
            {"name":"faulty","timeout":"PT1M","steps":[
              {"id":"a","kind":"task","capability":"walk_on_water","next":"nowhere"},
              {"id":"b","kind":"transform","output":{"x":"input.name +"},"next":"b"}]}
            """);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(text(product.json(refused), "type")).isEqualTo("/problems/invalid-workflow");
    List<String> pointers = new ArrayList<>();
    product.json(refused).path("errors").forEach(fault -> pointers.add(text(fault, "pointer")));
    assertThat(pointers).contains("#/steps/0/capability", "#/steps/0/next", "#/steps/1/output/x");
  }

  @Test
  void branches_and_items_run_side_by_side_and_what_they_give_is_joined() {
    JsonNode ended =
        execute(
            """
            {"plan":{"steps":[
              {"id":"fork","kind":"parallel","branches":[
                {"name":"a","steps":[{"id":"ping_a","kind":"task","capability":"ping"}],"output":"'A'"},
                {"name":"b","steps":[{"id":"ping_b","kind":"task","capability":"ping"}],"output":"'B'"}],"next":"each"},
              {"id":"each","kind":"for_each","items":"input.numbers","concurrency":2,
               "steps":[{"id":"ping_item","kind":"task","capability":"ping"}],"output":"item * 2"}],
              "output":"{'fork': steps.fork.output, 'each': steps.each.output}"},
             "input":{"numbers":[1,2,3,4,5]}}
            """);

    assertThat(ended.path("output").toString())
        .isEqualTo("{\"fork\":{\"a\":\"A\",\"b\":\"B\"},\"each\":[2,4,6,8,10]}");
  }

  @Test
  void a_cancelled_run_undoes_what_it_did_the_newest_first() {
    var _ =
        publish(
            """
            {"name":"undoing","timeout":"PT5M","steps":[
              {"id":"one","kind":"task","capability":"ping","compensation":{"capability":"ping"},"next":"two"},
              {"id":"two","kind":"task","capability":"ping","compensation":{"capability":"ping"},"next":"hold"},
              {"id":"hold","kind":"callback","timeout":"PT3M"}]}
            """);
    String run = startRun("undoing", "{}");
    await().atMost(ANSWER).until(() -> show(run).path("steps").size() == 3);

    var _ = act(run, "cancel", "{\"reason\":\"the customer changed their mind\"}");

    JsonNode ended = awaitEnd(run);
    assertThat(text(ended, "status")).isEqualTo("cancelled");
    assertThat(text(ended, "failure")).isEqualTo("the customer changed their mind");
    List<String> steps = new ArrayList<>();
    ended.path("steps").forEach(step -> steps.add(text(step, "step")));
    assertThat(steps).containsExactly("one", "two", "hold", "undo:two", "undo:one");
  }

  @Test
  void a_program_outside_answers_at_the_signed_address_and_nobody_else_can() {
    var _ =
        publish(
            """
            {"name":"waiting","timeout":"PT5M","steps":[
              {"id":"address","kind":"transform","output":{"url":"context.callbacks.answer"},"next":"answer"},
              {"id":"answer","kind":"callback","timeout":"PT2M"}],"output":"steps.answer.output"}
            """);
    String run = startRun("waiting", "{}");
    String address = text(show(run).path("steps").path(0).path("output"), "url");
    String forged = address.substring(0, address.length() - 6) + "AAAAAA";

    assertThat(product.postPlain(forged, "{}").statusCode()).isEqualTo(404);
    assertThat(product.postPlain(address, "{\"ok\":true}").statusCode()).isEqualTo(202);
    assertThat(product.postPlain(address, "{\"ok\":false}").statusCode()).isEqualTo(409);

    assertThat(awaitEnd(run).path("output").path("ok").booleanValue()).isTrue();
  }

  @Test
  void a_tenant_sees_neither_the_workflows_nor_the_runs_of_another() {
    var _ =
        publish(
            """
            {"name":"secret","timeout":"PT1M","steps":[{"id":"a","kind":"transform","output":{"x":"1"}}]}
            """);
    String run = startRun("secret", "{}");
    String path = "/api/v1/workflow-runs/" + run;

    assertThat(product.get(product.tiendaKey(), "/api/v1/workflows/secret").statusCode())
        .isEqualTo(404);
    assertThat(
            product.post(product.tiendaKey(), "/api/v1/workflows/secret/runs", "{}").statusCode())
        .isEqualTo(404);
    assertThat(product.get(product.tiendaKey(), path).statusCode()).isEqualTo(404);
    for (String action : List.of("pause", "resume", "cancel", "retry", "callbacks/a")) {
      assertThat(product.post(product.tiendaKey(), path + "/" + action, "{}").statusCode())
          .as(action)
          .isEqualTo(404);
    }
  }

  @Test
  void a_failed_step_can_be_tried_again_by_hand() {
    JsonNode failed =
        execute(
            """
            {"plan":{"steps":[
              {"id":"before","kind":"task","capability":"ping","next":"wrong"},
              {"id":"wrong","kind":"task","capability":"remind_of_quote","attempts":1,"input":{"reminder":"1"}}]}}
            """);
    String run = text(failed, "run_id");

    var _ = act(run, "retry", "{}");

    JsonNode again = awaitEnd(run);
    assertThat(text(failed, "status")).isEqualTo("failed");
    assertThat(again.path("round").intValue()).isEqualTo(1);
    assertThat(again.path("steps").path(0).path("round").intValue()).isZero();
    assertThat(again.path("steps").path(1).path("round").intValue()).isEqualTo(1);
    assertThat(text(again.path("steps").path(1).path("error"), "code"))
        .isEqualTo("invalid_payload");
  }

  @Test
  void a_sent_quote_is_followed_up_by_the_tenants_own_reminders_until_it_is_answered() {
    JsonNode shipped =
        product.json(product.get(product.bmcKey(), "/api/v1/workflows/quote_follow_up"));
    // The shipped one, except that a day takes a second.
    var _ = publish(shipped.path("definition").toString().replace("\"PT24H\"", "\"PT1S\""));
    String contact = "+59899555002";
    var _ =
        product.whatsapp(
            RunningProduct.BMC_NUMBER,
            contact.substring(1),
            UUID.randomUUID().toString(),
            "Hola, soy Ana, cotizame 6 paneles isopanel de 100 mm de 4 m blanco para Maldonado");

    await()
        .atMost(ANSWER)
        .until(() ->
            product.sandbox(product.bmcKey(), contact).stream()
                    .filter(message -> text(message, "type").equals("text"))
                    .count()
                == 4);

    assertThat(product.sandbox(product.bmcKey(), contact))
        .extracting(message -> text(message, "text"))
        .anySatisfy(words -> assertThat(words).startsWith("Te recuerdo la cotización BMC-"))
        .anySatisfy(words -> assertThat(words).contains("vence el"));
    List<JsonNode> runs = new ArrayList<>();
    await()
        .atMost(ANSWER)
        .until(() -> {
          runs.clear();
          product
              .json(
                  product.get(
                      product.bmcKey(),
                      "/api/v1/workflow-runs?workflow=quote_follow_up&status=completed"))
              .path("items")
              .forEach(runs::add);
          return !runs.isEmpty();
        });
    assertThat(runs.getFirst().path("version").intValue()).isEqualTo(2);
  }

  @Test
  void a_complaint_waits_for_a_person_who_takes_it() {
    String phone = "+59899555003";
    var _ = product.chat(product.bmcKey(), phone, "quiero hacer un reclamo, mi pedido llego roto");
    var _ = product.chat(product.bmcKey(), phone, "el pedido es el PED-12345");

    String[] run = new String[1];
    await()
        .atMost(ANSWER)
        .until(() -> {
          JsonNode runs =
              product.json(
                  product.get(
                      product.bmcKey(),
                      "/api/v1/workflow-runs?workflow=complaint_escalation&status=running"));
          run[0] = text(runs.path("items").path(0), "run_id");
          return !run[0].isEmpty();
        });
    var _ = act(run[0], "callbacks/take", "{\"by\":\"Luis\"}");

    JsonNode ended = awaitEnd(run[0]);
    assertThat(text(ended, "status")).isEqualTo("completed");
    assertThat(ended.path("steps").path(0).path("output").path("taken").path("by").stringValue())
        .isEqualTo("Luis");
  }

  @Test
  void a_halted_tenant_begins_nothing_until_it_is_let_go_on() {
    var _ =
        publish(
            """
            {"name":"halting","timeout":"PT5M","steps":[
              {"id":"wait","kind":"callback","timeout":"PT2M","next":"after"},
              {"id":"after","kind":"task","capability":"ping"}]}
            """);
    String run = startRun("halting", "{}");

    HttpResponse<String> halted =
        product.post(product.bmcKey(), "/api/v1/halt", "{\"reason\":\"a wrong price list\"}");
    HttpResponse<String> refused =
        product.post(product.bmcKey(), "/api/v1/workflows/halting/runs", "{}");
    var _ = act(run, "callbacks/wait", "{}");
    JsonNode held = show(run);
    HttpResponse<String> lifted = product.delete(product.bmcKey(), "/api/v1/halt");

    assertThat(halted.statusCode()).isEqualTo(200);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(text(product.json(refused), "type")).isEqualTo("/problems/tenant-halted");
    assertThat(text(held, "status")).isEqualTo("running");
    assertThat(text(held.path("steps").path(1), "status")).isEqualTo("running");
    assertThat(lifted.statusCode()).isEqualTo(200);
    assertThat(text(awaitEnd(run), "status")).isEqualTo("completed");
  }

  @Test
  void a_quote_request_from_a_form_is_priced_and_sent_to_the_customer() {
    String contact = "+59899555001";
    var _ =
        product.whatsapp(
            RunningProduct.BMC_NUMBER, contact.substring(1), UUID.randomUUID().toString(), "hola");
    await().atMost(ANSWER).until(() -> product.sandbox(product.bmcKey(), contact).size() == 1);
    // The id of an answer's message names its conversation.
    String answered = text(product.sandbox(product.bmcKey(), contact).getFirst(), "id");
    String session = answered.replaceAll(".*(sess_[0-9a-z]+).*", "$1");

    JsonNode ended =
        execute(
            """
            {"workflow":"quote_request","input":{"session_id":"%s","request":{"items":[
              {"product":"isopanel","quantity":6,"thickness_mm":100,"length_m":4,"colour":"blanco"}],
              "customer":{"city":"Maldonado"}}}}
            """
                .formatted(session));

    assertThat(text(ended, "status")).as(ended.toString()).isEqualTo("completed");
    assertThat(text(ended.path("output").path("quote"), "number")).startsWith("BMC-");
    await().atMost(ANSWER).until(() -> product.sandbox(product.bmcKey(), contact).size() == 3);
    assertThat(product.sandbox(product.bmcKey(), contact))
        .extracting(message -> text(message, "type"))
        .containsExactly("text", "text", "document");
  }

  private JsonNode publish(String definition) {
    HttpResponse<String> answer = product.post(product.bmcKey(), "/api/v1/workflows", definition);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return product.json(answer);
  }

  private String startRun(String workflow, String input) {
    HttpResponse<String> answer =
        product.post(
            product.bmcKey(),
            "/api/v1/workflows/" + workflow + "/runs",
            "{\"input\":" + input + "}");
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
    return text(product.json(answer), "run_id");
  }

  private JsonNode execute(String body) {
    HttpResponse<String> answer = product.post(product.bmcKey(), "/api/v1/execute", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return product.json(answer);
  }

  private JsonNode act(String run, String action, String body) {
    HttpResponse<String> answer =
        product.post(product.bmcKey(), "/api/v1/workflow-runs/" + run + "/" + action, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return product.json(answer);
  }

  private JsonNode show(String run) {
    return product.json(product.get(product.bmcKey(), "/api/v1/workflow-runs/" + run));
  }

  private JsonNode awaitEnd(String run) {
    await()
        .atMost(ANSWER)
        .until(
            () -> List.of("completed", "failed", "cancelled").contains(text(show(run), "status")));
    return show(run);
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }
}
