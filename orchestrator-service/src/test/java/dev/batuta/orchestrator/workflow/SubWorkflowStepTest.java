package dev.batuta.orchestrator.workflow;

import static dev.batuta.orchestrator.workflow.SampleWorkflows.ACME;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.BROKEN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.RUN;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.SAMPLE;
import static dev.batuta.orchestrator.workflow.SampleWorkflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.RunId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SubWorkflowStepTest {
  private static final String SUB =
      """
      {"id": "sub", "kind": "sub_workflow", "workflow": "other", "version": 3,
       "input": {"who": "input.name"}}
      """;

  @Test
  void it_starts_a_run_below_and_goes_on_with_its_output() {
    Story story = Story.of("\"output\": \"steps.sub.output.x\"", SUB).start();

    RunId below = RunId.parse(String.valueOf(story.work("sub")));
    assertThat(story.effects())
        .containsExactly(
            new WorkflowEffect.StartRun(
                below, "other", 3, json("{'who':'Ana'}"), new ParentStep(RUN, "sub", 1)));

    story.completed("sub", "{'x':'done'}");

    assertThat(story.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(story.run().output()).isEqualTo(json("'done'"));
  }

  @Test
  void it_asks_for_the_same_run_again_when_the_first_asking_may_be_lost() {
    Story story = Story.of(SUB).start();
    var first = story.effects();

    story.later(Duration.ofSeconds(5)).due();

    assertThat(story.effects()).isEqualTo(first);
  }

  @Test
  void the_failure_of_the_run_below_is_its_own() {
    Story story = Story.of(SUB).start();

    story.ended("sub", story.work("sub"), null, BROKEN);

    assertThat(story.status()).isEqualTo(RunStatus.FAILED);
    assertThat(story.error("sub")).isEqualTo("broken");
  }

  @Test
  void runs_are_not_nested_deeper_than_five() {
    Story fifth = Story.of(SUB).start(below(4));
    Story sixth = Story.of(SUB).start(below(5));

    assertThat(fifth.effects()).hasSize(1);
    assertThat(fifth.effects().getFirst())
        .isInstanceOfSatisfying(
            WorkflowEffect.StartRun.class,
            start -> assertThat(start.parent().depth()).isEqualTo(5));
    assertThat(sixth.error("sub")).isEqualTo("too_deep");
    assertThat(sixth.effects()).containsExactly(new WorkflowEffect.End());
  }

  @Test
  void cancelling_the_run_cancels_the_one_below() {
    Story story = Story.of(SUB).start();
    RunId below = RunId.parse(String.valueOf(story.work("sub")));

    story.cancel();

    assertThat(story.effects())
        .containsExactly(new WorkflowEffect.CancelRun(below), new WorkflowEffect.End());
    assertThat(story.status()).isEqualTo(RunStatus.CANCELLED);
  }

  private static WorkflowEngine.Start below(int depth) {
    return new WorkflowEngine.Start(
        RUN,
        ACME,
        SAMPLE,
        json("{'name':'Ana'}"),
        json("{}"),
        new ParentStep(new RunId(new UUID(0, 9)), "sub", depth),
        null);
  }
}
