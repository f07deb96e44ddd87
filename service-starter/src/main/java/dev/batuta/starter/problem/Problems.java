package dev.batuta.starter.problem;

import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.tracing.Traces;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The one maker of RFC 9457 answers. */
public final class Problems {
  private final Traces traces;

  /** Makes answers that carry the trace id of {@code traces}. */
  public Problems(Traces traces) {
    this.traces = traces;
  }

  /**
   * Makes an answer.
   *
   * @param code which refusal
   * @param detail what was wrong with this request, for a person
   * @param instance the path that was called; null when not known
   */
  public ProblemDetail of(ProblemCode code, String detail, @Nullable String instance) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(code.status()), detail);
    problem.setType(URI.create(code.type()));
    problem.setTitle(code.title());
    if (instance != null) {
      problem.setInstance(URI.create(instance));
    }
    String traceId = traces.currentTraceId();
    if (traceId != null) {
      problem.setProperty("traceId", traceId);
    }
    return problem;
  }
}
