package dev.batuta.gateway.route;

import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.gateway.problem.GatewayProblems;
import dev.batuta.gateway.problem.GatewayRefusal;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Refuses bodies that are too large: by the length they announce, or, when they announce none, as
 * soon as they pass the limit. Nothing is held back to be measured.
 */
@Component
@Order(-400)
final class BodyLimitFilter implements GlobalFilter {
  private final GatewayProblems problems;
  private final long limit;
  private final long payloadLimit;
  private final long webhookLimit;

  BodyLimitFilter(GatewayProblems problems, RouteProperties properties) {
    this.problems = problems;
    this.limit = properties.bodyLimit().toBytes();
    this.payloadLimit = properties.payloadBodyLimit().toBytes();
    this.webhookLimit = properties.webhookBodyLimit().toBytes();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    long most = limitOf(request.getPath().value());
    if (request.getHeaders().getContentLength() > most) {
      return problems.write(exchange, ProblemCode.PAYLOAD_TOO_LARGE, detail(most));
    }
    if (request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
      return chain.filter(exchange.mutate().request(new Measured(request, most)).build());
    }
    return chain.filter(exchange);
  }

  private long limitOf(String path) {
    if (Destination.isWebhook(path)) {
      return webhookLimit;
    }
    return Destination.isTaskSubmission(path) ? payloadLimit : limit;
  }

  private static String detail(long most) {
    return "The body has at most " + most + " bytes here.";
  }

  /** A request whose body is counted as it passes. */
  private static final class Measured extends ServerHttpRequestDecorator {
    private final long most;
    private long seen;

    Measured(ServerHttpRequest request, long most) {
      super(request);
      this.most = most;
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return super.getBody().map(this::count);
    }

    private DataBuffer count(DataBuffer buffer) {
      seen += buffer.readableByteCount();
      if (seen > most) {
        DataBufferUtils.release(buffer);
        throw new GatewayRefusal(ProblemCode.PAYLOAD_TOO_LARGE, detail(most));
      }
      return buffer;
    }
  }
}
