package dev.batuta.starter.security;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service checks its callers.
 *
 * @param issuer expected {@code iss} of tokens
 * @param jwksUri where the issuer's public keys stand
 * @param serviceTokenUri where a service gets a token to call another
 * @param serviceSecret with which it proves to be a service of this platform; from the environment
 * @param openPaths paths that need no token because they authenticate in another way
 */
@ConfigurationProperties("batuta.security")
record SecurityProperties(
    @DefaultValue("batuta") String issuer,
    String jwksUri,
    String serviceTokenUri,
    @DefaultValue("") String serviceSecret,
    @DefaultValue List<String> openPaths) {
  @Override
  public String toString() {
    return "SecurityProperties[issuer=" + issuer + ", jwksUri=" + jwksUri + "]";
  }
}
