package dev.batuta.gateway.authentication;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.batuta.gateway.route.Destination;
import dev.batuta.gateway.route.ServiceAddresses;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the exchange of keys. */
@Configuration(proxyBeanMethods = false)
class AuthenticationConfiguration {
  @Bean(destroyMethod = "close")
  HttpKeyExchange keyExchange(ServiceAddresses addresses) {
    return new HttpKeyExchange(addresses.of(Destination.AGENT_MANAGEMENT));
  }

  @Bean
  KnownKeys knownKeys(KeyExchange issuer) {
    return new KnownKeys(issuer, Ticker.systemTicker());
  }
}
