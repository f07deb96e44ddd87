package dev.batuta.gateway.route;

import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.gateway.problem.GatewayProblems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses paths that a service might read differently from the gateway: with dots for a folder
 * above, empty or encoded separators, parameters, or characters encoded twice. What remains means
 * the same on both sides, so no route leads to a path it does not name.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class PathGuard implements WebFilter {
  private final GatewayProblems problems;

  PathGuard(GatewayProblems problems) {
    this.problems = problems;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return isPlain(exchange.getRequest().getPath().value())
        ? chain.filter(exchange)
        : problems.write(
            exchange,
            ProblemCode.INVALID_REQUEST,
            "The path is not in its plain form: no dot segments, empty segments, parameters or"
                + " encoded separators.");
  }

  /** Whether {@code path}, as it was sent, has one meaning only. */
  static boolean isPlain(String path) {
    if (!path.startsWith("/")) {
      return false;
    }
    int segment = 1;
    for (int i = 1; i < path.length(); i++) {
      switch (path.charAt(i)) {
        case '/' -> {
          if (i == segment || isDots(path, segment, i)) {
            return false;
          }
          segment = i + 1;
        }
        case ';', '\\' -> {
          return false;
        }
        case '%' -> {
          if (!isHarmless(path, i)) {
            return false;
          }
        }
        default -> {
          if (Character.isISOControl(path.charAt(i))) {
            return false;
          }
        }
      }
    }
    return !isDots(path, segment, path.length());
  }

  private static boolean isDots(String path, int from, int to) {
    int length = to - from;
    return (length == 1 || length == 2) && path.charAt(from) == '.' && path.charAt(to - 1) == '.';
  }

  /** Whether the encoded byte at {@code i} is none that could change the meaning of the path. */
  private static boolean isHarmless(String path, int i) {
    if (i + 2 >= path.length()) {
      return false;
    }
    int high = Character.digit(path.charAt(i + 1), 16);
    int low = Character.digit(path.charAt(i + 2), 16);
    if (high < 0 || low < 0) {
      return false;
    }
    char decoded = (char) (high * 16 + low);
    return decoded >= 0x80 || (!Character.isISOControl(decoded) && "./\\;%".indexOf(decoded) < 0);
  }
}
