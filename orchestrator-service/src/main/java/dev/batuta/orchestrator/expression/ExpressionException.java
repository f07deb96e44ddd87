package dev.batuta.orchestrator.expression;

/** An expression is not valid, or gives nothing useful on the data at hand. */
public final class ExpressionException extends RuntimeException {
  /**
   * An expression that is of no use.
   *
   * @param expression as it was written
   * @param reason what is wrong with it or with what it gave
   */
  public ExpressionException(String expression, String reason) {
    super("expression '" + expression + "': " + reason);
  }
}
