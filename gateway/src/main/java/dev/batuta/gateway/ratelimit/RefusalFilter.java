package dev.batuta.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.gateway.authentication.Caller;
import dev.batuta.gateway.problem.GatewayProblems;
import dev.batuta.gateway.route.Destination;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Keeps a flood of tasks from the orchestrator: when it has refused a tenant's task and said when
 * to come again, what the tenant sends before that is refused here, without a hop. Such a refusal
 * is given slowly, so that a sender who heeds nothing loses pace and not its neighbours. For a
 * while after that the tenant's tasks are let through at its rate, one by one: many connections
 * that come back at the same moment would else take the processors from everybody.
 */
@Component
@Order(-190)
final class RefusalFilter implements GlobalFilter {
  private static final int CALLERS = 50_000;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration LONGEST_TURN = Duration.ofSeconds(1);

  /** Of a policy for submits: how many, in how many seconds. */
  private static final Pattern RATE = Pattern.compile("\"submit\";q=(\\d{1,9});w=(\\d{1,9})");

  private static final String POLICY = "RateLimit-Policy";
  private static final String STATE = "RateLimit";

  /** Refusals that are held back at a time; more are given at once, to hold nothing for them. */
  private static final int MOST_HELD_BACK = 1_000;

  /** How many different pauses there are; a power of two. */
  private static final int STEPS = 16;

  private final GatewayProblems problems;
  private final RateLimitProperties limit;
  private final Ticker ticker = Ticker.systemTicker();
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicInteger heldBack = new AtomicInteger();
  private final Cache<String, Refusal> refusals =
      Caffeine.newBuilder().maximumSize(CALLERS).expireAfterWrite(LONGEST).build();

  /**
   * What was answered to a tenant.
   *
   * @param until when the refusal ends, in nanoseconds of the ticker
   * @param gap between two tasks at the tenant's rate, in nanoseconds
   * @param next when the next task may be let through, in nanoseconds of the ticker
   */
  private record Refusal(long until, long gap, AtomicLong next, String policy, String state) {
    /**
     * Takes the next turn.
     *
     * @return in how many nanoseconds it is; negative when too many wait already
     */
    long turn(long now) {
      long before =
          next.getAndUpdate(known -> mayWait(known, now) ? Math.max(known, now) + gap : known);
      return mayWait(before, now) ? Math.max(before - now, 0) : -1;
    }

    private static boolean mayWait(long turn, long now) {
      return turn - now <= LONGEST_TURN.toNanos();
    }
  }

  RefusalFilter(GatewayProblems problems, RateLimitProperties limit) {
    this.problems = problems;
    this.limit = limit;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Caller caller = limit.enabled() && isSubmission(exchange) ? Caller.of(exchange) : null;
    if (caller == null) {
      return chain.filter(exchange);
    }
    String who = caller.tenant() == null ? caller.credential() : caller.tenant();
    Refusal known = refusals.getIfPresent(who);
    long left = known == null ? 0 : known.until() - ticker.read();
    if (known != null && left > 0) {
      return refuseSlowly(exchange, known, Duration.ofNanos(left));
    }
    long turn = known == null ? 0 : known.turn(ticker.read());
    if (known != null && turn < 0) {
      return refuseSlowly(exchange, known, LONGEST_TURN);
    }
    ServerHttpResponse response = exchange.getResponse();
    response.beforeCommit(() -> {
      remember(who, response);
      return Mono.empty();
    });
    return turn == 0
        ? chain.filter(exchange)
        : Mono.delay(Duration.ofNanos(turn)).then(Mono.defer(() -> chain.filter(exchange)));
  }

  private static boolean isSubmission(ServerWebExchange exchange) {
    return HttpMethod.POST.equals(exchange.getRequest().getMethod())
        && Destination.isTaskSubmission(exchange.getRequest().getPath().value());
  }

  private void remember(String who, ServerHttpResponse response) {
    if (HttpStatus.TOO_MANY_REQUESTS.equals(response.getStatusCode())) {
      HttpHeaders headers = response.getHeaders();
      Duration wait = seconds(headers.getFirst(HttpHeaders.RETRY_AFTER));
      String policy = headers.getFirst(POLICY);
      String state = headers.getFirst(STATE);
      if (!wait.isZero() && policy != null && state != null) {
        long until = ticker.read() + wait.toNanos();
        refusals.put(who, new Refusal(until, gap(policy), new AtomicLong(until), policy, state));
      }
    }
  }

  private Mono<Void> refuseSlowly(ServerWebExchange exchange, Refusal known, Duration left) {
    if (heldBack.incrementAndGet() > MOST_HELD_BACK) {
      var _ = heldBack.decrementAndGet();
      return refuse(exchange, known, left);
    }
    Duration wished = spread(turns.incrementAndGet());
    Duration pause = wished.compareTo(left) < 0 ? wished : left;
    return Mono.delay(pause)
        .then(Mono.defer(() -> refuse(exchange, known, left.minus(pause))))
        .doFinally(_ -> heldBack.decrementAndGet());
  }

  /** Half to one and a half of the delay: who is held back together does not come back together. */
  private Duration spread(int turn) {
    Duration delay = limit.refusalDelay();
    return delay.dividedBy(2).plus(delay.multipliedBy(turn & (STEPS - 1)).dividedBy(STEPS));
  }

  private Mono<Void> refuse(ServerWebExchange exchange, Refusal known, Duration left) {
    ServerHttpResponse response = exchange.getResponse();
    response.beforeCommit(() -> {
      response.getHeaders().set(POLICY, known.policy());
      response.getHeaders().set(STATE, known.state());
      return Mono.empty();
    });
    return problems.write(
        exchange,
        ProblemCode.TOO_MANY_REQUESTS,
        "This tenant's tasks were refused a moment ago; wait as long as Retry-After says.",
        left);
  }

  /** Time between two tasks at the rate of a policy; none when it names none. */
  private static long gap(String policy) {
    Matcher rate = RATE.matcher(policy);
    if (!rate.find() || Long.parseLong(rate.group(1)) == 0) {
      return 0;
    }
    return Duration.ofSeconds(Long.parseLong(rate.group(2)))
        .dividedBy(Long.parseLong(rate.group(1)))
        .toNanos();
  }

  private static Duration seconds(@Nullable String retryAfter) {
    return retryAfter != null && retryAfter.matches("\\d{1,2}")
        ? Duration.ofSeconds(Long.parseLong(retryAfter))
        : Duration.ZERO;
  }
}
