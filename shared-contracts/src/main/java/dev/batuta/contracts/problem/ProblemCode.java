package dev.batuta.contracts.problem;

import java.util.Locale;

/**
 * The refusals a caller can meet. The code is the last part of an RFC 9457 {@code type}; it is
 * never renamed, and {@code docs/problems.md} explains each.
 */
public enum ProblemCode {
  /** A field is missing, has the wrong type or is out of its range. */
  INVALID_REQUEST(400, "The request is not valid"),
  /** The body is not readable JSON. */
  MALFORMED_BODY(400, "The body is not readable"),
  /** No credentials, or credentials that are not valid. */
  UNAUTHENTICATED(401, "Credentials are missing or not valid"),
  /** The sender's signature over the body does not fit. */
  INVALID_SIGNATURE(401, "The signature does not fit the body"),
  /** The credentials do not allow this. */
  FORBIDDEN(403, "The credentials do not allow this"),
  /** The tenant is not served at the moment. */
  TENANT_SUSPENDED(403, "The tenant is suspended"),
  /** There is no such thing for this tenant. */
  NOT_FOUND(404, "There is no such resource"),
  /** The route exists, the method does not. */
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  /** None of the offered media types can be accepted or produced. */
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
  /** The caller accepts none of the forms this can be given in. */
  NOT_ACCEPTABLE(406, "None of the accepted media types can be produced"),
  /** The thing is in a state that does not allow this. */
  CONFLICT(409, "The state does not allow this"),
  /** There is already one of that identity. */
  ALREADY_EXISTS(409, "It exists already"),
  /** The tenant has as many schedules as it may. */
  TOO_MANY_SCHEDULES(409, "The tenant has as many schedules as it may"),
  /** All work of the tenant was stopped and has not been let go on. */
  TENANT_HALTED(409, "All work of the tenant is stopped"),
  /** The body is larger than allowed. */
  PAYLOAD_TOO_LARGE(413, "The body is too large"),
  /** No agent has the capability that the task requires. */
  UNKNOWN_CAPABILITY(422, "No agent has that capability"),
  /** The catalogue has no such product. */
  UNKNOWN_PRODUCT(422, "The catalogue has no such product"),
  /** What is asked for cannot be made or sold in that measure. */
  OUT_OF_RANGE(422, "The measure is outside what can be supplied"),
  /** The workflow definition has faults. */
  INVALID_WORKFLOW(422, "The workflow definition has faults"),
  /** The workflow definition has more steps than are allowed. */
  WORKFLOW_TOO_LARGE(422, "The workflow definition has too many steps"),
  /** As many workflow runs are in flight as the tenant may have. */
  TOO_MANY_RUNS(429, "Too many workflow runs are in flight"),
  /** More requests than are taken at a time. */
  TOO_MANY_REQUESTS(429, "Too many requests"),
  /** As much work of this tenant waits as its tier allows. */
  QUEUE_FULL(429, "Too much work is waiting"),
  /** A bug or a broken part; the trace id helps to find it. */
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  /** A part that is needed does not answer. */
  UNAVAILABLE(503, "A needed part is not available"),
  /** The answer did not come in time; the work may go on. */
  TIMED_OUT(504, "The answer did not come in time");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** RFC 9457 title: the same for every occurrence. */
  public String title() {
    return title;
  }

  /** RFC 9457 type: a path below which the documentation stands. */
  public String type() {
    return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
