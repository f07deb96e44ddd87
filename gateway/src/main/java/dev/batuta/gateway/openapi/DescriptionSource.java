package dev.batuta.gateway.openapi;

import dev.batuta.contracts.ContractJson;
import dev.batuta.gateway.route.Destination;
import dev.batuta.gateway.route.ServiceAddresses;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * The merged description, asked for at most once a minute. A service that does not answer is left
 * out, and is asked again after five seconds.
 */
@Component
final class DescriptionSource {
  private static final Logger log = LoggerFactory.getLogger(DescriptionSource.class);
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final Duration KEPT_INCOMPLETE = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int CONNECT_MILLIS = 2000;

  private final HttpClient http =
      HttpClient.newConnection().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
  private final ServiceAddresses addresses;
  private final Mono<String> merged;

  DescriptionSource(ServiceAddresses addresses) {
    this.addresses = addresses;
    this.merged =
        Flux.fromIterable(Arrays.asList(Destination.values()))
            .flatMapSequential(this::describe)
            .collectList()
            .map(DescriptionSource::merge)
            .cache(
                result -> result.complete() ? KEPT : KEPT_INCOMPLETE,
                _ -> Duration.ZERO,
                () -> Duration.ZERO)
            .map(Merged::json);
  }

  private record Merged(boolean complete, String json) {}

  /** The document as JSON. */
  Mono<String> document() {
    return merged;
  }

  private Mono<ServiceDescription> describe(Destination service) {
    return http.get()
        .uri(addresses.of(service) + "/v3/api-docs")
        .responseSingle((response, body) ->
            response.status().code() == 200 ? body.asByteArray() : Mono.<byte[]>empty())
        .map(bytes -> new ServiceDescription(service, ContractJson.mapper().readTree(bytes)))
        .timeout(TIMEOUT)
        .onErrorResume(error -> {
          log.atInfo()
              .addKeyValue("destination", service.word())
              .addKeyValue("reason", error.getClass().getSimpleName())
              .log("service left out of the API description");
          return Mono.empty();
        });
  }

  private static Merged merge(List<ServiceDescription> descriptions) {
    ObjectNode document = OpenApiMerge.merge(ContractJson.mapper(), descriptions);
    return new Merged(
        descriptions.size() == Destination.values().length,
        ContractJson.mapper().writeValueAsString(document));
  }
}
