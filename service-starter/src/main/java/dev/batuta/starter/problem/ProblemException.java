package dev.batuta.starter.problem;

import dev.batuta.contracts.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * Ends a request with a problem. Thrown by controllers only; a domain's expected refusals are
 * values that a controller turns into one of these.
 */
public final class ProblemException extends RuntimeException {
  private final ProblemCode code;
  private final String detail;
  private final transient Map<String, Object> members = new LinkedHashMap<>();
  private final transient HttpHeaders headers = new HttpHeaders();

  /**
   * A refusal.
   *
   * @param code which one
   * @param detail what was wrong and what would be right, for the person who called
   */
  public ProblemException(ProblemCode code, String detail) {
    super(detail);
    this.code = code;
    this.detail = detail;
  }

  /**
   * A refusal because of one field; {@code pointer} is its JSON pointer, such as {@code #/phone}.
   */
  public static ProblemException field(String pointer, String detail) {
    return new ProblemException(ProblemCode.INVALID_REQUEST, detail)
        .with("errors", List.of(Map.of("pointer", pointer, "detail", detail)));
  }

  /**
   * A refusal because of several fields, all of which are named.
   *
   * @param faults what is wrong, by JSON pointer; at least one
   */
  public static ProblemException fields(Map<String, String> faults) {
    return new ProblemException(
            ProblemCode.INVALID_REQUEST, String.join("; ", faults.values()) + ".")
        .with(
            "errors",
            faults.entrySet().stream()
                .map(fault -> Map.of("pointer", fault.getKey(), "detail", fault.getValue()))
                .toList());
  }

  /** There is no such resource for this tenant. */
  public static ProblemException notFound(String what, Object id) {
    return new ProblemException(ProblemCode.NOT_FOUND, "There is no " + what + " " + id + ".");
  }

  /** Adds an extension member to the answer. */
  public ProblemException with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /** Adds a header to the answer. */
  public ProblemException header(String name, String value) {
    headers.add(name, value);
    return this;
  }

  String detail() {
    return detail;
  }

  ProblemCode code() {
    return code;
  }

  Map<String, Object> members() {
    return members;
  }

  HttpHeaders headers() {
    return headers;
  }
}
