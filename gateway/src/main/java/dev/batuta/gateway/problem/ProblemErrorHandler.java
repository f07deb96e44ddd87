package dev.batuta.gateway.problem;

import dev.batuta.contracts.problem.ProblemCode;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** Turns every error of the gateway into an RFC 9457 answer; stands before Boot's own handler. */
@Component
@Order(-2)
final class ProblemErrorHandler implements WebExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemErrorHandler.class);
  private static final Duration SOON = Duration.ofSeconds(2);

  private final GatewayProblems problems;

  ProblemErrorHandler(GatewayProblems problems) {
    this.problems = problems;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
    if (exchange.getResponse().isCommitted()) {
      return Mono.error(error);
    }
    if (error instanceof GatewayRefusal refusal) {
      Duration retryAfter = refusal.code() == ProblemCode.UNAVAILABLE ? SOON : null;
      return problems.write(exchange, refusal.code(), refusal.detail(), retryAfter);
    }
    if (isUnavailable(error)) {
      log.atWarn()
          .addKeyValue("path", exchange.getRequest().getPath().value())
          .addKeyValue("reason", error.getClass().getSimpleName())
          .log("service not reached");
      return problems.write(
          exchange,
          ProblemCode.UNAVAILABLE,
          "The service behind this route does not answer at the moment; try again soon.",
          SOON);
    }
    if (error instanceof TimeoutException) {
      return timedOut(exchange);
    }
    if (error instanceof ErrorResponse response) {
      return ofStatus(exchange, response.getStatusCode().value(), error);
    }
    return broken(exchange, error);
  }

  private Mono<Void> ofStatus(ServerWebExchange exchange, int status, Throwable error) {
    ProblemCode code = codeOf(status);
    if (code == ProblemCode.TIMED_OUT) {
      return timedOut(exchange);
    }
    if (code == null) {
      return broken(exchange, error);
    }
    return problems.write(exchange, code, detailOf(code));
  }

  private Mono<Void> timedOut(ServerWebExchange exchange) {
    return problems.write(
        exchange,
        ProblemCode.TIMED_OUT,
        "The service did not answer in time; what it began may go on.");
  }

  private Mono<Void> broken(ServerWebExchange exchange, Throwable error) {
    log.atError().setCause(error).log("request failed");
    return problems.write(
        exchange,
        ProblemCode.INTERNAL_ERROR,
        "The request failed; the trace id tells an operator where to look.");
  }

  /** Whether the service was not reached, or went away before it began to answer. */
  private static boolean isUnavailable(Throwable error) {
    return error instanceof CallNotPermittedException
        || error instanceof ConnectTimeoutException
        || error instanceof UnknownHostException
        || error instanceof PrematureCloseException
        || error instanceof PoolAcquireTimeoutException
        || error instanceof PoolAcquirePendingLimitException
        || error instanceof IOException;
  }

  private static @Nullable ProblemCode codeOf(int status) {
    return switch (status) {
      case 400 -> ProblemCode.INVALID_REQUEST;
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
      case 406 -> ProblemCode.NOT_ACCEPTABLE;
      case 413 -> ProblemCode.PAYLOAD_TOO_LARGE;
      case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> ProblemCode.UNAVAILABLE;
      case 504 -> ProblemCode.TIMED_OUT;
      default -> null;
    };
  }

  private static String detailOf(ProblemCode code) {
    return code == ProblemCode.NOT_FOUND
        ? "There is no such route; /openapi.json lists those there are."
        : code.title() + ".";
  }
}
