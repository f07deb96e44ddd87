package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.ACME;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.RUN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.plan;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.Capability;
import dev.batuta.contracts.topic.Priority;
import dev.batuta.orchestrator.task.TaskRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StraightRunTest {
  @Test
  void a_task_step_gives_its_agent_what_its_input_says() {
    Story story = Story.of(plan(task("first", null, null))).start("{'name':'Ana','age':7}");

    TaskRequest request = story.request("first");
    assertThat(request.tenant()).isEqualTo(ACME);
    assertThat(request.type()).isEqualTo("do_first");
    assertThat(request.capabilities()).containsExactly(new Capability("can_first"));
    assertThat(request.priority()).isEqualTo(Priority.HIGH);
    assertThat(request.payload()).isEqualTo(json("{'who':'Ana'}"));
    assertThat(request.maxAttempts()).isEqualTo(2);
    assertThat(request.run()).isEqualTo(new TaskRequest.RunStep(RUN.toString(), "first", null));
    assertThat(story.work("first")).isEqualTo(request.id().toString());
  }

  @Test
  void a_task_step_says_how_often_and_after_what_pause_it_is_tried() {
    Story story =
        Story.of(
                "\"output\": \"steps.pay.output\"",
                """
                {"id": "pay", "kind": "task", "capability": "pay", "attempts": 7, "backoff": "PT5S"}
                """)
            .start("{}");

    assertThat(story.request("pay").maxAttempts()).isEqualTo(7);
    assertThat(story.request("pay").backoff()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void a_step_that_puts_too_much_together_fails() {
    Story story =
        Story.of(
                "\"output\": \"steps.much.output\"",
                """
                {"id": "much", "kind": "transform",
                 "output": {"a": "input.text", "b": "input.text"}}
                """)
            .start("{'text':'" + "x".repeat(200_000) + "'}");

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.run().failure()).contains("256 KB");
  }

  @Test
  void one_step_follows_the_other_and_sees_what_it_gave() {
    Story story =
        Story.of(
                "\"output\": \"{'sum': steps.double.output.twice, 'of': input.amount}\"",
                """
                {"id": "price", "kind": "task", "capability": "price", "next": "double",
                 "input": {"amount": "input.amount"}},
                {"id": "double", "kind": "transform", "next": "tell",
                 "output": {"twice": "steps.price.output.total * 2.0"}},
                {"id": "tell", "kind": "task", "capability": "tell",
                 "input": {"exact": "steps.price.output.total"}}
                """)
            .start("{'amount':3}");

    story.completed("price", "{'total':1234.10}");

    assertThat(story.submitted()).containsExactly("tell");
    assertThat(story.request("tell").payload().toString()).isEqualTo("{\"exact\":1234.10}");

    story.completed("tell");

    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.run().output()).hasToString("{\"sum\":2468.2,\"of\":3}");
    assertThat(story.step("price").attempts()).isEqualTo(2);
    assertThat(story.history())
        .containsExactly(
            "run_started",
            "step_started price",
            "step_completed price",
            "step_started double",
            "step_completed double",
            "step_started tell",
            "step_completed tell",
            "run_completed");
  }

  @Test
  void a_failed_task_takes_the_way_for_failures_and_the_others_see_why() {
    Story story =
        Story.of(
                "\"output\": \"steps.sorry.output.why\"",
                """
                {"id": "price", "kind": "task", "capability": "price", "next": "tell",
                 "on_failure": "sorry"},
                {"id": "tell", "kind": "task", "capability": "tell"},
                {"id": "sorry", "kind": "transform",
                 "output": {"why": "steps.price.error.code + ': ' + steps.price.error.message"}}
                """)
            .start();

    story.failed("price");

    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.run().output()).isEqualTo(json("'broken: the agent is out of order'"));
    assertThat(story.run().steps()).doesNotContainKey("tell");
  }

  @Test
  void a_failed_task_without_such_a_way_fails_the_run() {
    Story story = Story.of(plan(task("first", "second", null), task("second", null, null))).start();

    story.failed("first");

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.run().failure()).contains("first", "the agent is out of order");
    assertThat(story.submitted()).isEmpty();
    assertThat(story.run().endedAt()).isEqualTo(story.now());
    assertThat(story.run().expiresAt()).isEqualTo(story.now().plus(Duration.ofDays(7)));
  }

  @Test
  void a_condition_goes_on_with_the_first_case_that_holds() {
    String steps =
        """
        {"id": "choose", "kind": "condition", "otherwise": "c", "cases": [
          {"when": "input.amount > 5000", "next": "a"}, {"when": "input.vip", "next": "b"}]},
        {"id": "a", "kind": "task", "capability": "x"},
        {"id": "b", "kind": "task", "capability": "x"},
        {"id": "c", "kind": "task", "capability": "x"}
        """;

    assertThat(Story.of(steps).start("{'amount':9000,'vip':true}").submitted())
        .containsExactly("a");
    assertThat(Story.of(steps).start("{'amount':1,'vip':true}").submitted()).containsExactly("b");
    assertThat(Story.of(steps).start("{'amount':1,'vip':false}").submitted()).containsExactly("c");
  }

  @Test
  void a_condition_whose_case_leads_nowhere_ends_the_list() {
    Story story =
        Story.of(
                """
                {"id": "choose", "kind": "condition", "otherwise": "a",
                 "cases": [{"when": "true"}]},
                {"id": "a", "kind": "task", "capability": "x"}
                """)
            .start();

    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.submittedEver()).isEmpty();
  }

  @Test
  void an_expression_that_cannot_be_computed_fails_its_step_and_not_the_engine() {
    Story condition =
        Story.of(
                "{\"id\": \"c\", \"kind\": \"condition\", \"cases\": [{\"when\": \"input.name\"}]}")
            .start();
    Story transform =
        Story.of(
                """
                {"id": "t", "kind": "transform", "output": {"x": "1 / input.zero"}}
                """)
            .start("{'zero':0}");
    Story task =
        Story.of(
                """
                {"id": "k", "kind": "task", "capability": "x", "on_failure": "other",
                 "input": {"x": "size(input.name) + input.name"}},
                {"id": "other", "kind": "task", "capability": "x"}
                """)
            .start();

    assertThat(condition.error("c")).isEqualTo("expression_failed");
    assertThat(condition.status()).isEqualTo(RunStatus.FAILED);
    assertThat(transform.error("t")).isEqualTo("expression_failed");
    assertThat(task.error("k")).isEqualTo("expression_failed");
    assertThat(task.submitted()).containsExactly("other");
  }

  @Test
  void an_output_that_cannot_be_computed_fails_the_run() {
    Story story = Story.of("\"output\": \"steps.a.output.x + 1\"", taskA()).start();

    story.completed("a", "{'x':'text'}");

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.run().failure()).startsWith("output: ");
  }

  @Test
  void an_end_step_completes_the_run_or_fails_it_with_its_reason() {
    String steps =
        """
        {"id": "choose", "kind": "condition", "cases": [{"when": "input.well", "next": "well"}],
         "otherwise": "badly"},
        {"id": "well", "kind": "end", "status": "completed"},
        {"id": "badly", "kind": "end", "status": "failed", "reason": "'no ' + input.what"}
        """;

    Story well =
        Story.of("\"output\": \"input.what\"", steps).start("{'well':true,'what':'stock'}");
    Story badly =
        Story.of("\"output\": \"input.what\"", steps).start("{'well':false,'what':'stock'}");

    assertThat(well.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(well.run().output()).isEqualTo(json("'stock'"));
    assertThat(badly.status()).isEqualTo(RunStatus.FAILED);
    assertThat(badly.run().failure()).isEqualTo("no stock");
    assertThat(badly.run().output()).isNull();
  }

  @Test
  void an_end_step_fails_the_run_also_without_a_reason() {
    Story story = Story.of("{\"id\": \"over\", \"kind\": \"end\", \"status\": \"failed\"}").start();

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.run().failure()).contains("over");
  }

  @Test
  void a_result_that_comes_twice_has_an_effect_once() {
    Story story = Story.of(plan(task("first", "second", null), task("second", null, null))).start();
    String work = story.work("first");

    story.completed("first");
    story.ended("first", work, json("{'by':'somebody else'}"), null);

    assertThat(story.changed()).isFalse();
    assertThat(story.effects()).isEmpty();
    assertThat(story.output("first")).isEqualTo(json("{'by':'first'}"));
  }

  @Test
  void a_result_of_a_task_that_is_not_the_steps_has_no_effect() {
    Story story = Story.of(plan(task("first", null, null))).start();

    story.ended("first", "somebody-elses", json("{}"), null);

    assertThat(story.changed()).isFalse();
    assertThat(story.status()).isEqualTo(RunStatus.RUNNING);
  }

  @Test
  void an_event_for_a_run_that_has_ended_only_tells_again_that_it_has() {
    Story story = Story.of(plan(task("first", null, null))).start();
    String work = story.work("first");
    story.completed("first");

    story.ended("first", work, json("{}"), null);
    assertThat(story.effects()).containsExactly(new WorkflowEffect.End());
    assertThat(story.changed()).isFalse();

    story.due();
    assertThat(story.effects()).containsExactly(new WorkflowEffect.End());
    assertThat(story.changed()).isFalse();
  }

  private static String taskA() {
    return "{\"id\": \"a\", \"kind\": \"task\", \"capability\": \"x\"}";
  }
}
