package dev.batuta.gateway.access;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.batuta.gateway.authentication.Caller;
import dev.batuta.gateway.trace.Traces;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** One line in the log for each answer: no query, no body, no phone number or secret of a path. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AccessLog implements WebFilter {
  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final String OPERATIONS = "/actuator/";

  /** A run of 8 to 15 digits (ITU-T E.164 numbers), unless it is part of a UUID. */
  private static final Pattern PHONE =
      Pattern.compile("(?<![0-9a-fA-F-])(?:\\+|%2B)?[0-9]{8,15}(?![0-9a-fA-F-])");

  /** Whoever knows the address of a callback may call it. */
  private static final Pattern CALLBACK = Pattern.compile("^(/webhooks/callbacks/).+");

  private final Ticker ticker = Ticker.systemTicker();

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (!log.isInfoEnabled() || path(exchange).startsWith(OPERATIONS)) {
      return chain.filter(exchange);
    }
    long begin = ticker.read();
    exchange
        .getResponse()
        .beforeCommit(() -> {
          write(exchange, TimeUnit.NANOSECONDS.toMillis(ticker.read() - begin));
          return Mono.empty();
        });
    return chain.filter(exchange);
  }

  static String speakable(String path) {
    String open = CALLBACK.matcher(path).replaceAll("$1…");
    return PHONE.matcher(open).replaceAll("…");
  }

  private static void write(ServerWebExchange exchange, long millis) {
    Caller caller = Caller.of(exchange);
    HttpStatusCode status = exchange.getResponse().getStatusCode();
    try (var _ = field("traceId", Traces.idOf(exchange));
        var _ = field("tenant_id", caller == null ? null : caller.tenant())) {
      log.atInfo()
          .addKeyValue("method", exchange.getRequest().getMethod().name())
          .addKeyValue("path", speakable(path(exchange)))
          .addKeyValue("status", status == null ? 200 : status.value())
          .addKeyValue("ms", millis)
          .log("request answered");
    }
  }

  private static String path(ServerWebExchange exchange) {
    return exchange.getRequest().getPath().value();
  }

  private static MDC.@Nullable MDCCloseable field(String name, @Nullable String value) {
    return value == null ? null : MDC.putCloseable(name, value);
  }
}
