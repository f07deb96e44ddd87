package dev.batuta.management.token;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import dev.batuta.starter.time.IdSource;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** Wires the issuer. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {
  @Bean
  SigningKey signingKey(
      TokenProperties properties,
      SigningKeyStore store,
      RandomGenerator random,
      InstantSource clock) {
    return SigningKey.loadOrMake(
        store, new SigningKeySeal(properties.encryptionKeyBytes(), random), clock);
  }

  @Bean
  TokenIssuer tokenIssuer(
      SigningKey key, TokenProperties properties, IdSource ids, InstantSource clock) {
    return new TokenIssuer(
        new NimbusJwtEncoder(new ImmutableJWKSet<>(key.privateSet())),
        properties.issuer(),
        properties.tokenLifetime(),
        ids,
        clock);
  }

  /**
   * The issuer's own routes: they check a key or the service secret themselves, and a secret in
   * {@code Authorization} must not be taken for a token.
   */
  @Bean
  @Order(1)
  SecurityFilterChain issuerChain(HttpSecurity http) {
    return http.securityMatcher("/internal/**", "/oauth2/jwks")
        .csrf(csrf -> csrf.disable())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }
}
