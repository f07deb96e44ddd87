package dev.batuta.gateway.problem;

import dev.batuta.contracts.problem.ProblemCode;

/** Ends a stream of work with a problem; used where a value cannot be returned. */
public final class GatewayRefusal extends RuntimeException {
  private final ProblemCode code;
  private final String detail;

  /**
   * A refusal.
   *
   * @param code which one
   * @param detail what was wrong, for the person who called
   */
  public GatewayRefusal(ProblemCode code, String detail) {
    // No stack trace: it is an answer, not a bug, and is made at the rate of requests.
    super(detail, null, false, false);
    this.code = code;
    this.detail = detail;
  }

  ProblemCode code() {
    return code;
  }

  String detail() {
    return detail;
  }
}
