package dev.batuta.orchestrator.task;

import dev.batuta.starter.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Body of the commands that may say why; it may be left out.
 *
 * @param reason for the task's log and its agent; at most 500 characters
 */
record CommandReason(@Nullable String reason) {
  private static final int LONGEST = 500;
  private static final String NONE = "by an operator";

  /** The reason, checked. */
  static String of(@Nullable CommandReason body) {
    String reason = body == null ? null : body.reason();
    if (reason == null || reason.isBlank()) {
      return NONE;
    }
    if (reason.length() > LONGEST) {
      throw ProblemException.field("#/reason", "reason has at most 500 characters");
    }
    return reason;
  }
}
