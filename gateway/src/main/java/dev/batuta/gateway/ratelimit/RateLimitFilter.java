package dev.batuta.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.gateway.authentication.Caller;
import dev.batuta.gateway.problem.GatewayProblems;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Limits each caller, in this gateway's memory. Webhooks have no caller: their senders are not
 * limited here, because a refused batch would be sent again.
 */
@Component
@Order(-200)
final class RateLimitFilter implements GlobalFilter {
  private static final int CALLERS = 50_000;

  private final GatewayProblems problems;
  private final RateLimitProperties limit;
  private final Ticker ticker = Ticker.systemTicker();
  private final Cache<String, TokenBucket> buckets;

  RateLimitFilter(GatewayProblems problems, RateLimitProperties limit) {
    this.problems = problems;
    this.limit = limit;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(CALLERS)
            // A bucket that was left alone until it is full is the same as a new one.
            .expireAfterAccess(Duration.ofSeconds(1 + limit.burst() / limit.perSecond()))
            .build();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Caller caller = limit.enabled() ? Caller.of(exchange) : null;
    if (caller == null) {
      return chain.filter(exchange);
    }
    Duration wait = bucket(caller.credential()).take(ticker.read());
    return wait.isZero()
        ? chain.filter(exchange)
        : problems.write(
            exchange,
            ProblemCode.TOO_MANY_REQUESTS,
            "More than %d requests a second came with these credentials."
                .formatted(limit.perSecond()),
            wait);
  }

  private TokenBucket bucket(String credential) {
    return buckets.get(
        credential, _ -> new TokenBucket(limit.perSecond(), limit.burst(), ticker.read()));
  }
}
