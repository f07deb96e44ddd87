package dev.batuta.starter.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers tokens that were found valid, so that the signature of one that comes with every
 * request is computed once. Expiry is looked at each time.
 */
final class CachingJwtDecoder implements JwtDecoder {
  private static final Duration REMEMBERED = Duration.ofSeconds(60);
  private static final int TOKENS = 10_000;

  private final JwtDecoder decoder;
  private final InstantSource clock;
  private final Cache<String, Jwt> valid =
      Caffeine.newBuilder().maximumSize(TOKENS).expireAfterWrite(REMEMBERED).build();

  CachingJwtDecoder(JwtDecoder decoder, InstantSource clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  @Override
  public Jwt decode(String token) {
    Jwt known = valid.getIfPresent(token);
    if (known == null) {
      known = decoder.decode(token);
      valid.put(token, known);
    }
    Instant expiresAt = known.getExpiresAt();
    if (expiresAt == null || !clock.instant().isBefore(expiresAt)) {
      valid.invalidate(token);
      throw new BadJwtException("the token has expired");
    }
    return known;
  }
}
