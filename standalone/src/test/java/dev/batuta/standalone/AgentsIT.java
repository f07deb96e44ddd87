package dev.batuta.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What operators and tenants do with agents, through the product's doors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgentsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String RULE = "/api/v1/routing-rules/ping";
  private static final String AGENT = "/api/orchestrator/agents/analytics_agent";

  private final RunningProduct product;

  AgentsIT(@TempDir Path data) {
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
  void a_rule_and_a_drain_decide_who_gets_a_task_and_the_task_says_why() {
    var put =
        product.put(
            product.bmcKey(),
            RULE,
            """
            {"targets":[{"agent_id":"analytics_agent","weight":10}],"sticky_by":"session_id",
             "fallbacks":[{"agent_id":"followup_agent"}]}
            """);
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(product.get(product.tiendaKey(), RULE).statusCode()).isEqualTo(404);

    JsonNode byRule = submit();
    assertThat(byRule.path("agent_id").stringValue("")).isEqualTo("analytics_agent");
    assertThat(byRule.path("routing").path("by").stringValue("")).isEqualTo("weight");
    assertThat(byRule.path("routing").path("sticky_by").stringValue("")).isEqualTo("session_id");
    assertThat(byRule.path("routing").path("candidates").size()).isEqualTo(5);

    assertThat(product.post(product.bmcKey(), AGENT + "/drain", "{}").statusCode()).isEqualTo(403);
    var drained = product.post(product.platformKey(), AGENT + "/drain", "{}");
    assertThat(drained.statusCode()).as(drained.body()).isEqualTo(202);
    assertThat(product.get(product.bmcKey(), AGENT).body()).contains("\"status\":\"draining\"");
    JsonNode byFallback = submit();
    assertThat(byFallback.path("agent_id").stringValue("")).isEqualTo("followup_agent");
    assertThat(byFallback.path("routing").path("by").stringValue("")).isEqualTo("fallback");

    assertThat(product.post(product.platformKey(), AGENT + "/undrain", "{}").body())
        .contains("\"drains\":[]");
    await()
        .atMost(PATIENCE)
        .until(() -> product.get(product.bmcKey(), AGENT).body().contains("\"status\":\"up\""));
    await()
        .atMost(PATIENCE)
        .until(() -> submit().path("agent_id").stringValue("").equals("analytics_agent"));

    assertThat(product.delete(product.bmcKey(), RULE).statusCode()).isEqualTo(204);
    assertThat(submit().path("routing").path("by").stringValue("")).isEqualTo("least_busy");
  }

  @Test
  void a_rule_that_makes_no_sense_is_refused_with_the_place() {
    var refused =
        product.put(product.bmcKey(), RULE, "{\"targets\":[{\"agent_id\":\"a\",\"weight\":-1}]}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("#/targets/0").contains("weight is 0 to 1000");
  }

  @Test
  void an_autoscaler_reads_plain_numbers_with_the_platform_key() {
    JsonNode scaling =
        product.json(product.get(product.platformKey(), "/api/orchestrator/scaling/quote_agent"));

    assertThat(scaling.path("wished_instances").isInt()).isTrue();
    assertThat(scaling.path("backlog").path("total").isInt()).isTrue();
    assertThat(scaling.path("instances").intValue(0)).isOne();
    assertThat(scaling.path("capacity").intValue(0)).isPositive();
    assertThat(
            product
                .get(product.platformKey(), "/api/orchestrator/scaling/nobody_yet?service=nobody")
                .statusCode())
        .isEqualTo(200);
  }

  /** A task, as it stands when it has ended. */
  private JsonNode submit() {
    JsonNode task =
        product.json(
            product.post(
                product.bmcKey(),
                "/api/v1/tasks",
                """
                {"type":"x","required_capabilities":["ping"],"payload":{"session_id":"s1"}}
                """));
    String path = "/api/v1/tasks/" + task.path("task_id").stringValue("");
    await()
        .atMost(PATIENCE)
        .until(() ->
            product
                .json(product.get(product.bmcKey(), path))
                .path("status")
                .stringValue("")
                .equals("completed"));
    return product.json(product.get(product.bmcKey(), path));
  }
}
