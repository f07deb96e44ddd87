package dev.batuta.orchestrator.schedule;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.topic.Priority;
import tools.jackson.databind.JsonNode;

/** What a schedule starts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
sealed interface Target {
  /**
   * A run of the newest version of a workflow.
   *
   * @param workflow its name
   * @param input an object; an event is put into it as {@code event}
   */
  @JsonTypeName("workflow")
  record Workflow(String workflow, JsonNode input) implements Target {}

  /**
   * A task.
   *
   * @param type what it is called
   * @param capability what its agent must be able to do
   * @param payload an object; an event is put into it as {@code event}
   * @param priority its lane
   */
  @JsonTypeName("task")
  record Task(String type, Capability capability, JsonNode payload, Priority priority)
      implements Target {}
}
