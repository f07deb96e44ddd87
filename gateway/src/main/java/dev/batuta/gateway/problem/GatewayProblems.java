package dev.batuta.gateway.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.gateway.trace.Traces;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes the gateway's own RFC 9457 answers, in the same shape as the services do. */
@Component
public final class GatewayProblems {
  private final JsonMapper json = ContractJson.mapper();

  GatewayProblems() {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Problem(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      @JsonProperty("traceId") @Nullable String traceId) {}

  /** Answers with a problem. */
  public Mono<Void> write(ServerWebExchange exchange, ProblemCode code, String detail) {
    return write(exchange, code, detail, null);
  }

  /**
   * Answers with a problem.
   *
   * @param retryAfter when it may be tried again, rounded up to seconds; null when not known
   */
  public Mono<Void> write(
      ServerWebExchange exchange, ProblemCode code, String detail, @Nullable Duration retryAfter) {
    ServerHttpResponse response = exchange.getResponse();
    byte[] body =
        json.writeValueAsBytes(
            new Problem(
                code.type(),
                code.title(),
                code.status(),
                detail,
                exchange.getRequest().getPath().value(),
                Traces.idOf(exchange)));
    HttpHeaders headers = response.getHeaders();
    headers.clear();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setContentLength(body.length);
    if (retryAfter != null) {
      long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
    if (code == ProblemCode.UNAUTHENTICATED) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    var _ = response.setStatusCode(HttpStatusCode.valueOf(code.status()));
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
  }
}
