package dev.batuta.orchestrator.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.batuta.contracts.TaskId;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What watchers of tasks see, over event streams and WebSockets. */
@WithInfrastructure
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WatchIT {
  private static final int STREAMS = 5;

  private final RunningOrchestrator product;
  private final HttpClient http = HttpClient.newHttpClient();

  WatchIT(EmbeddedInfrastructure infrastructure) throws Exception {
    product =
        new RunningOrchestrator(
            infrastructure,
            "--orchestrator.watch.streams-per-tenant=" + STREAMS,
            "--orchestrator.watch.connections-per-tenant=6",
            "--orchestrator.watch.authentication-timeout=2s",
            "--orchestrator.watch.heartbeat=5s",
            "--orchestrator.watch.waiting-updates=20",
            "--orchestrator.watch.slow-after=2s");
  }

  @AfterAll
  void close() {
    product.close();
  }

  @Test
  void an_event_stream_tells_the_whole_log_and_its_end_once_and_resumes_anywhere()
      throws Exception {
    TaskId task = product.task("hold", "{}");
    List<String> lines = new ArrayList<>();
    try (BufferedReader stream = stream(task, null)) {
      // A comment shows that the stream lives while nothing happens.
      do {
        lines.add(stream.readLine());
      } while (!lines.getLast().startsWith(":"));
      product.agent().gate.release();
      stream.lines().forEach(lines::add);
    }

    List<String> ids = lines.stream().filter(line -> line.startsWith("id:")).toList();
    assertThat(ids)
        .isEqualTo(IntStream.rangeClosed(1, ids.size()).mapToObj(i -> "id:" + i).toList());
    assertThat(lines.stream().filter(line -> line.equals("event:task_completed"))).hasSize(1);
    try (BufferedReader again = stream(task, Integer.toString(ids.size() - 1))) {
      assertThat(again.lines().filter(line -> line.startsWith("id:")))
          .containsExactly("id:" + ids.size());
    }
  }

  @Test
  void a_tenant_has_so_many_streams_and_no_more() throws Exception {
    TaskId task = product.task("hold", "{}");
    List<BufferedReader> open = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      open.add(stream(task, null));
    }

    assertThatThrownBy(() -> stream(task, null)).hasMessageContaining("429");

    product.agent().gate.release();
    for (BufferedReader each : open) {
      assertThat(each.lines().filter(line -> line.equals("event:task_completed"))).hasSize(1);
      each.close();
    }
    await()
        .atMost(RunningOrchestrator.PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          stream(task, null).close();
          return true;
        });
  }

  @Test
  void people_and_services_authenticate_in_their_first_message_or_at_the_handshake()
      throws Exception {
    try (Watching person = new Watching(product.base(), null);
        Watching program = new Watching(product.base(), null);
        Watching service = new Watching(product.base(), null);
        Watching headed =
            new Watching(product.base(), product.token(product.tenant(), "viewer", 300))) {
      person.send("{'token':'" + product.token(product.tenant(), "operator", 300) + "'}");
      program.send("{'token':'" + RunningOrchestrator.KEY + "'}");
      service.send(
          "{'service_token':'%s','service_name':'quote-service'}"
              .formatted(product.token(product.tenant(), "service", 300)));

      for (Watching each : List.of(person, program, service, headed)) {
        assertThat(each.next().get("status").stringValue()).isEqualTo("authenticated");
      }
      assertThat(headed.isPinged()).isTrue();
    }
  }

  @Test
  void who_is_not_known_or_not_allowed_is_told_why_and_let_go() throws Exception {
    assertThat(closeCodeAfter(null)).as("nothing sent in time").isEqualTo(4401);
    assertThat(closeCodeAfter("{'token':'btk_revoked'}")).isEqualTo(4401);
    assertThat(closeCodeAfter("{'token':'a.b.c'}")).isEqualTo(4401);
    assertThat(closeCodeAfter("{'subscribe':'tenant:" + product.tenant() + "'}")).isEqualTo(4401);
    assertThat(closeCodeAfter("no json")).isEqualTo(4400);
    assertThat(
            closeCodeAfter(
                "{'service_token':'%s','service_name':'somebody-else'}"
                    .formatted(product.token(product.tenant(), "service", 300))))
        .isEqualTo(4401);
    assertThat(
            closeCodeAfter(
                "{'token':'%s'}".formatted(product.token(product.tenant(), "nobody", 300))))
        .isEqualTo(4403);
    assertThat(
            closeCodeAfter(
                "{'token':'%s'}".formatted(product.token(product.tenant(), "viewer", 3))))
        .as("a token that runs out")
        .isEqualTo(4401);
  }

  @Test
  void a_watcher_takes_a_task_up_again_after_the_number_it_saw_last() {
    TaskId task = product.task("hold", "{}");
    JsonNode first;
    try (Watching watching = authenticated(product.base())) {
      watching.send("{'subscribe':'task:" + task + "'}");
      assertThat(watching.next().get("status").stringValue()).isEqualTo("subscribed");
      first = watching.next();
    }
    product.agent().gate.release();
    product.awaitStatus(task, "completed");

    try (Watching again = authenticated(product.base())) {
      again.send("{'subscribe':'task:" + task + "','after':" + first.get("seq") + "}");
      assertThat(again.next().get("status").stringValue()).isEqualTo("subscribed");
      List<JsonNode> rest = again.untilEnd();

      assertThat(first.get("seq").intValue()).isEqualTo(1);
      assertThat(rest.getFirst().get("seq").intValue()).isEqualTo(2);
      assertThat(rest.getLast().at("/data/result").stringValue()).isEqualTo("held");
      assertThat(rest.stream().filter(Watching::ends)).hasSize(1);
    }
  }

  @Test
  void a_tenants_watcher_hears_all_its_tasks_and_nobody_elses() {
    TenantId other = new TenantId("other-" + UUID.randomUUID().toString().substring(0, 8));
    product.makeTenant(other);
    TaskId foreign =
        TaskId.parse(product.submit(other, "count", "{}").json().get("task_id").stringValue());
    try (Watching watching = authenticated(product.base())) {
      watching.send("{'subscribe':'tenant:" + other + "'}");
      assertThat(watching.next().get("code").stringValue()).isEqualTo("not-found");
      watching.send("{'subscribe':'task:" + foreign + "'}");
      assertThat(watching.next().get("code").stringValue()).isEqualTo("not-found");
      watching.send("{'subscribe':'tenant:" + product.tenant() + "'}");
      assertThat(watching.next().get("status").stringValue()).isEqualTo("subscribed");

      product.submit(other, "count", "{}");
      TaskId task = product.task("show", "{}");
      List<JsonNode> updates = new ArrayList<>();
      do {
        updates.add(watching.next());
      } while (!updates.getLast().at("/data/details/step").stringValue("").equals("write"));
      product.agent().gate.release();
      updates.addAll(watching.untilEnd());

      assertThat(updates)
          .allSatisfy(
              update -> assertThat(update.get("task_id").stringValue()).isEqualTo(task.toString()));
      assertThat(updates.stream().map(update -> update.get("seq").intValue()))
          .isEqualTo(IntStream.rangeClosed(1, updates.size()).boxed().toList());
      assertThat(updates)
          .anySatisfy(update -> {
            assertThat(update.at("/data/details/step").stringValue("")).isEqualTo("look");
            assertThat(update.at("/data/details/tools_used/0").stringValue("")).isEqualTo("search");
            assertThat(update.at("/data/intermediate_result").stringValue(""))
                .isEqualTo("a first thing");
          });
      watching.send("{'unsubscribe':'tenant:" + product.tenant() + "'}");
      assertThat(watching.next().get("status").stringValue()).isEqualTo("unsubscribed");
    }
  }

  @Test
  void watchers_of_other_instances_hear_the_same_with_redis_and_without() {
    String second = product.startOrchestrator();
    String alone = product.startOrchestrator("--spring.data.redis.port=1");
    try (Watching there = authenticated(second);
        Watching aside = authenticated(alone)) {
      for (Watching each : List.of(there, aside)) {
        each.send("{'subscribe':'tenant:" + product.tenant() + "'}");
        assertThat(each.next().get("status").stringValue()).isEqualTo("subscribed");
      }

      TaskId task = product.task("count", "{}");

      for (Watching each : List.of(there, aside)) {
        List<JsonNode> updates = each.untilEnd();
        assertThat(updates.getLast().get("task_id").stringValue()).isEqualTo(task.toString());
        assertThat(updates.stream().map(update -> update.get("seq").intValue()))
            .isEqualTo(IntStream.rangeClosed(1, updates.size()).boxed().toList());
      }
    }
  }

  @Test
  void a_reader_that_takes_nothing_is_let_go_and_can_take_up_where_it_was() throws Exception {
    TaskId last;
    Integer code;
    try (Watching slow = authenticated(product.base())) {
      slow.send("{'subscribe':'tenant:" + product.tenant() + "'}");
      assertThat(slow.next().get("status").stringValue()).isEqualTo("subscribed");
      slow.stopReading();
      String large = "\"payload\":{\"text\":\"" + "x".repeat(200_000) + "\"}";
      do {
        last = product.task("echo", large);
        for (int i = 0; i < 9; i++) {
          last = product.task("echo", large);
        }
        product.awaitStatus(last, "completed");
      } while (product.watchers() > 0);
      slow.readOn();
      code = slow.closeCode();
    }

    assertThat(code).as("1013, or none where it could not be told any more").isIn(1013, -1, 1006);
    try (Watching again = authenticated(product.base())) {
      again.send("{'subscribe':'task:" + last + "','after':1}");
      assertThat(again.next().get("status").stringValue()).isEqualTo("subscribed");
      assertThat(again.untilEnd().getLast().at("/data/status").stringValue())
          .isEqualTo("completed");
    }
  }

  private Watching authenticated(String at) {
    Watching watching =
        new Watching(at, null)
            .send("{'token':'" + product.token(product.tenant(), "viewer", 300) + "'}");
    assertThat(watching.next().get("status").stringValue()).isEqualTo("authenticated");
    return watching;
  }

  private @Nullable Integer closeCodeAfter(@Nullable String message) throws InterruptedException {
    try (Watching watching = new Watching(product.base(), null)) {
      if (message != null) {
        watching.send(message);
      }
      return watching.closeCode();
    }
  }

  private BufferedReader stream(TaskId task, @Nullable String after)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(product.base() + "/api/v1/tasks/" + task + "/stream"))
            .header("Accept", "text/event-stream, application/problem+json")
            .header("Authorization", "Bearer " + product.token(product.tenant(), "viewer", 300));
    if (after != null) {
      request.header("Last-Event-ID", after);
    }
    HttpResponse<InputStream> answer =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("status " + answer.statusCode());
    }
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }
}
