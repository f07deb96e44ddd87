package dev.batuta.management.token;

import dev.batuta.contracts.TenantId;
import dev.batuta.starter.time.IdSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** Signs tokens. Thread-safe. */
final class TokenIssuer {
  private static final JwsHeader HEADER = JwsHeader.with(SignatureAlgorithm.RS256).build();

  private final JwtEncoder encoder;
  private final String issuer;
  private final Duration lifetime;
  private final IdSource ids;
  private final InstantSource clock;

  TokenIssuer(
      JwtEncoder encoder, String issuer, Duration lifetime, IdSource ids, InstantSource clock) {
    this.encoder = encoder;
    this.issuer = issuer;
    this.lifetime = lifetime;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A signed token.
   *
   * @param subject which key or service
   * @param tenant for which tenant; null for the platform's administrator
   * @param roles what it allows
   */
  String issue(String subject, @Nullable TenantId tenant, Collection<String> roles) {
    Instant now = clock.instant();
    JwtClaimsSet.Builder claims =
        JwtClaimsSet.builder()
            .issuer(issuer)
            .subject(subject)
            .claim("roles", List.copyOf(roles))
            .issuedAt(now)
            .expiresAt(now.plus(lifetime))
            .id(ids.next().toString());
    if (tenant != null) {
      claims.claim("tenant_id", tenant.value());
    }
    return encoder.encode(JwtEncoderParameters.from(HEADER, claims.build())).getTokenValue();
  }

  long lifetimeSeconds() {
    return lifetime.toSeconds();
  }
}
