package dev.batuta.orchestrator.expression;

/** An expression is not valid, or gives nothing useful on the data at hand. */
public final class ExpressionException extends RuntimeException {
  ExpressionException(String expression, String reason) {
    super("expression '" + expression + "': " + reason);
  }
}
