package dev.batuta.agent.task;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.message.TaskError;
import tools.jackson.databind.JsonNode;

/** How an attempt ended. */
public sealed interface TaskOutcome {
  /** The work is done; {@code result} goes back to who asked. */
  record Completed(JsonNode result) implements TaskOutcome {}

  /** The work cannot be done, or not now. */
  record Failed(TaskError error) implements TaskOutcome {}

  /** Done, with any record or map as the result. */
  static TaskOutcome completed(Object result) {
    return new Completed(ContractJson.mapper().valueToTree(result));
  }

  /** Refused for good: another attempt would end the same way. */
  static TaskOutcome refused(String code, String message) {
    return new Failed(new TaskError(code, message, false));
  }

  /** Failed now; another attempt may succeed. */
  static TaskOutcome retryable(String code, String message) {
    return new Failed(new TaskError(code, message, true));
  }
}
