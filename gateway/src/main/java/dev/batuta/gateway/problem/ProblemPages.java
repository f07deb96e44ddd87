package dev.batuta.gateway.problem;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;

import dev.batuta.contracts.problem.ProblemCode;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What stands behind the {@code type} of a problem: a page for each, and a list. */
@Configuration(proxyBeanMethods = false)
class ProblemPages {
  @Bean
  RouterFunction<ServerResponse> problemRoutes() {
    return RouterFunctions.route(GET("/problems"), _ -> page("Problems", list()))
        .andRoute(
            GET("/problems/{code}"),
            request ->
                find(request.path())
                    .map(code -> page(code.title(), description(code)))
                    .orElseGet(() -> Mono.error(unknown())));
  }

  private static Optional<ProblemCode> find(String path) {
    return Arrays.stream(ProblemCode.values()).filter(code -> code.type().equals(path)).findAny();
  }

  private static GatewayRefusal unknown() {
    return new GatewayRefusal(
        ProblemCode.NOT_FOUND, "There is no such problem; /problems lists them.");
  }

  private static String description(ProblemCode code) {
    return """
    <p>Type <code>%s</code>, HTTP status %d. The <code>detail</code> of an answer says what was
    wrong with that request; its <code>traceId</code> helps an operator to find it.</p>
    """
        .formatted(code.type(), code.status());
  }

  private static String list() {
    return Arrays.stream(ProblemCode.values())
        .map(code ->
            "<li><a href=\"%s\">%s</a> (%d)</li>"
                .formatted(code.type(), code.title(), code.status()))
        .collect(Collectors.joining("\n", "<ul>", "</ul>"));
  }

  private static Mono<ServerResponse> page(String title, String body) {
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_HTML)
        .bodyValue(
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>%s</title></head>
            <body><h1>%s</h1>%s<p><a href="/problems">All problems</a></p></body></html>
            """
                .formatted(title, title, body));
  }
}
