package dev.batuta.gateway.openapi;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Where somebody who knows only the address finds the rest. */
@Configuration(proxyBeanMethods = false)
class EntryPages {
  private static final Map<String, Object> INDEX =
      Map.of(
          "name",
          "Batuta",
          "links",
          Map.of(
              "openapi", "/openapi.json",
              "problems", "/problems",
              "health", "/actuator/health",
              "chat", "/chat/process"));

  @Bean
  RouterFunction<ServerResponse> entryRoutes(DescriptionSource descriptions) {
    return RouterFunctions.route(
            GET("/"),
            _ -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(INDEX))
        .andRoute(
            GET("/openapi.json"),
            _ ->
                descriptions
                    .document()
                    .flatMap(json ->
                        ServerResponse.ok()
                            .contentType(MediaType.APPLICATION_JSON)
                            .bodyValue(json)));
  }
}
