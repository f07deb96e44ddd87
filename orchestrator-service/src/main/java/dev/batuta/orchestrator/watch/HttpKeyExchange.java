package dev.batuta.orchestrator.watch;

import dev.batuta.contracts.ContractJson;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Asks agent-management, as the gateway does. Thread-safe. */
final class HttpKeyExchange implements KeyExchange {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final RestClient http;
  private final String uri;

  HttpKeyExchange(String uri) {
    this.uri = uri;
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build());
    requests.setReadTimeout(TIMEOUT);
    this.http =
        RestClient.builder()
            .requestFactory(requests)
            .configureMessageConverters(converters ->
                converters
                    .registerDefaults()
                    .withJsonConverter(new JacksonJsonHttpMessageConverter(ContractJson.mapper())))
            .build();
  }

  private record TokenAnswer(String accessToken) {
    @Override
    public String toString() {
      return "TokenAnswer[…]";
    }
  }

  @Override
  public Optional<String> exchange(String key) {
    try {
      TokenAnswer answer =
          http.post()
              .uri(uri)
              .contentType(MediaType.APPLICATION_JSON)
              .body(Map.of("api_key", key))
              .retrieve()
              .body(TokenAnswer.class);
      return Optional.ofNullable(answer).map(TokenAnswer::accessToken);
    } catch (HttpClientErrorException _) {
      return Optional.empty();
    }
  }
}
