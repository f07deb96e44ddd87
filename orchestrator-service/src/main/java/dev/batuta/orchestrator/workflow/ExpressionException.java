package dev.batuta.orchestrator.workflow;

/** An expression is not valid, or gives nothing useful on what a run knows. */
final class ExpressionException extends RuntimeException {
  ExpressionException(String expression, String reason) {
    super("expression '" + expression + "': " + reason);
  }
}
