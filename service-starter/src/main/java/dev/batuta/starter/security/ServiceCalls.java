package dev.batuta.starter.security;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.TenantId;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;

/**
 * Calls to other services for one tenant, with a token that names this service and the tenant.
 * Thread-safe.
 */
public final class ServiceCalls {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration EARLY = Duration.ofSeconds(30);
  private static final int TENANTS = 10_000;

  private final RestClient http;
  private final String tokenUri;
  private final String secret;
  private final String service;
  private final InstantSource clock;
  private final Cache<TenantId, Token> tokens = Caffeine.newBuilder().maximumSize(TENANTS).build();

  ServiceCalls(String tokenUri, String secret, String service, InstantSource clock) {
    this.tokenUri = tokenUri;
    this.secret = secret;
    this.service = service;
    this.clock = clock;
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build());
    requests.setReadTimeout(READ_TIMEOUT);
    this.http =
        RestClient.builder()
            .requestFactory(requests)
            .configureMessageConverters(converters ->
                converters
                    .registerDefaults()
                    .withJsonConverter(new JacksonJsonHttpMessageConverter(ContractJson.mapper())))
            .build();
  }

  /**
   * A client of another service that acts for {@code tenant}.
   *
   * @param baseUrl where that service listens
   * @throws org.springframework.web.client.RestClientException if no token can be had
   */
  public RestClient to(String baseUrl, TenantId tenant) {
    return http.mutate()
        .baseUrl(baseUrl)
        .defaultHeaders(headers -> headers.setBearerAuth(token(tenant)))
        .build();
  }

  private String token(TenantId tenant) {
    Token known = tokens.getIfPresent(tenant);
    if (known == null || clock.instant().isAfter(known.renewAt())) {
      known = fetch(tenant);
      tokens.put(tenant, known);
    }
    return known.value();
  }

  private Token fetch(TenantId tenant) {
    TokenAnswer answer =
        http.post()
            .uri(tokenUri)
            .headers(headers -> headers.setBearerAuth(secret))
            .body(Map.of("service", service, "tenant_id", tenant.value()))
            .retrieve()
            .body(TokenAnswer.class);
    requireNonNull(answer, "the token issuer answered nothing");
    return new Token(
        answer.accessToken(), clock.instant().plusSeconds(answer.expiresIn()).minus(EARLY));
  }

  private record Token(String value, Instant renewAt) {}

  private record TokenAnswer(String accessToken, long expiresIn) {}
}
