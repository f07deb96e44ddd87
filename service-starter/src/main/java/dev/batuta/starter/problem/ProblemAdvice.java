package dev.batuta.starter.problem;

import dev.batuta.contracts.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Turns every exception that leaves a controller into an RFC 9457 answer. */
@RestControllerAdvice
class ProblemAdvice {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  /** Beginnings of the JDK's own sentences, which name classes. */
  private static final Pattern JDK_SENTENCE =
      Pattern.compile("No enum constant |Cannot |class |[a-z]+\\.[a-z]+\\.");

  private static final String SOON_SECONDS = "2";

  private final Problems problems;

  ProblemAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ProblemException refusal, HttpServletRequest request) {
    ProblemDetail problem = problems.of(refusal.code(), refusal.detail(), request.getRequestURI());
    refusal.members().forEach(problem::setProperty);
    return answer(problem, refusal.headers());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(
      MethodArgumentNotValidException invalid, HttpServletRequest request) {
    List<Map<String, String>> errors =
        invalid.getBindingResult().getFieldErrors().stream()
            .map(error ->
                Map.of(
                    "pointer",
                    "#/" + snakeCase(error.getField()).replace('.', '/'),
                    "detail",
                    String.valueOf(error.getDefaultMessage())))
            .toList();
    return fields(errors, request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(
      ConstraintViolationException invalid, HttpServletRequest request) {
    List<Map<String, String>> errors =
        invalid.getConstraintViolations().stream()
            .map(violation ->
                Map.of(
                    "pointer",
                    "#/" + snakeCase(lastPart(violation.getPropertyPath().toString())),
                    "detail",
                    violation.getMessage()))
            .toList();
    return fields(errors, request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> mismatch(
      MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
    Class<?> wanted = mismatch.getRequiredType();
    String name = snakeCase(mismatch.getName());
    String kind = wanted == null ? "another type" : wanted.getSimpleName();
    return fields(
        List.of(Map.of("pointer", "#/" + name, "detail", name + " is not a valid " + kind)),
        request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadable(
      HttpMessageNotReadableException unreadable, HttpServletRequest request) {
    if (unreadable.getCause() instanceof DatabindException bind && !bind.getPath().isEmpty()) {
      String pointer = pointer(bind);
      String detail = pointer.substring(2) + " " + reason(bind);
      return fields(List.of(Map.of("pointer", pointer, "detail", detail)), request);
    }
    String detail =
        unreadable.getCause() instanceof JacksonException json && json.getLocation() != null
            ? "The body is not valid JSON at line %d, column %d."
                .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr())
            : "The request needs a JSON body.";
    return answer(
        problems.of(ProblemCode.MALFORMED_BODY, detail, request.getRequestURI()),
        new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> denied(AccessDeniedException denied, HttpServletRequest request) {
    return answer(
        problems.of(
            ProblemCode.FORBIDDEN,
            "The credentials do not have a role that allows this.",
            request.getRequestURI()),
        new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> raced(
      OptimisticLockingFailureException raced, HttpServletRequest request) {
    return answer(
        problems.of(
            ProblemCode.CONFLICT,
            "Somebody else changed it at the same moment; read it again and repeat.",
            request.getRequestURI()),
        new HttpHeaders());
  }

  /** What was asked may or may not be done; the same request may succeed in a moment. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> unavailable(
      DataAccessResourceFailureException unavailable, HttpServletRequest request) {
    log.atWarn().setCause(unavailable).log("database not reached");
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, SOON_SECONDS);
    return answer(
        problems.of(
            ProblemCode.UNAVAILABLE,
            "The database does not answer at the moment; try again soon.",
            request.getRequestURI()),
        headers);
  }

  /** The client went away; there is nobody to answer. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException gone) {
    log.atDebug().log("client left before the answer");
  }

  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> broken(Exception broken, HttpServletRequest request) {
    if (broken instanceof ErrorResponse response) {
      HttpStatusCode status = response.getStatusCode();
      if (status.is4xxClientError()) {
        ProblemDetail problem =
            problems.of(codeOf(status.value()), detail(response), request.getRequestURI());
        return answer(problem, response.getHeaders());
      }
    }
    log.atError().setCause(broken).log("request failed");
    return answer(
        problems.of(
            ProblemCode.INTERNAL_ERROR,
            "The request failed; the trace id tells an operator where to look.",
            request.getRequestURI()),
        new HttpHeaders());
  }

  private ResponseEntity<ProblemDetail> fields(
      List<Map<String, String>> errors, HttpServletRequest request) {
    String detail = String.join("; ", errors.stream().map(e -> e.get("detail")).toList());
    ProblemDetail problem =
        problems.of(ProblemCode.INVALID_REQUEST, detail, request.getRequestURI());
    problem.setProperty("errors", errors);
    return answer(problem, new HttpHeaders());
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, HttpHeaders headers) {
    HttpHeaders all = new HttpHeaders();
    all.addAll(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return ResponseEntity.status(problem.getStatus()).headers(all).body(problem);
  }

  private static String detail(ErrorResponse response) {
    String detail = response.getBody().getDetail();
    return detail == null ? "The request is not valid." : detail;
  }

  private static ProblemCode codeOf(int status) {
    return switch (status) {
      case 401 -> ProblemCode.UNAUTHENTICATED;
      case 403 -> ProblemCode.FORBIDDEN;
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
      case 406 -> ProblemCode.NOT_ACCEPTABLE;
      case 413 -> ProblemCode.PAYLOAD_TOO_LARGE;
      case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> ProblemCode.TOO_MANY_REQUESTS;
      default -> ProblemCode.INVALID_REQUEST;
    };
  }

  private static String pointer(DatabindException bind) {
    List<String> parts = new ArrayList<>();
    for (JacksonException.Reference step : bind.getPath()) {
      parts.add(
          step.getPropertyName() != null
              ? step.getPropertyName()
              : Integer.toString(step.getIndex()));
    }
    return "#/" + String.join("/", parts);
  }

  /** The sentence that a type's own constructor gave, else a plain one without class names. */
  private static String reason(DatabindException bind) {
    for (Throwable cause = bind.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException || cause instanceof NullPointerException) {
        String message = cause.getMessage();
        return message == null || JDK_SENTENCE.matcher(message).lookingAt()
            ? "is not valid"
            : "is not valid: " + message;
      }
    }
    return "has the wrong type";
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
