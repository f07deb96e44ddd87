package dev.batuta.orchestrator.watch;

import dev.batuta.contracts.TenantId;
import dev.batuta.starter.security.Caller;
import dev.batuta.starter.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** Says who a watcher is, by what they sent. The tenant comes from the credentials only. */
@Component
class SocketAuthentication {
  private static final Logger log = LoggerFactory.getLogger(SocketAuthentication.class);
  private static final List<String> ROLES =
      List.of(Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE);
  private static final int LONGEST = 8_192;

  private final JwtDecoder decoder;
  private final KeyExchange keys;

  SocketAuthentication(JwtDecoder decoder, KeyExchange keys) {
    this.decoder = decoder;
    this.keys = keys;
  }

  /** What credentials are worth. */
  sealed interface Verdict {
    /** They are good. */
    record Good(Watcher watcher) implements Verdict {}

    /** They are not, or cannot be checked now. */
    record Bad(SocketClose why) implements Verdict {}
  }

  /** A person's or program's credentials: a token, or an API key. */
  Verdict check(String token) {
    if (token.length() > LONGEST) {
      return new Verdict.Bad(SocketClose.UNAUTHENTICATED);
    }
    // A JWT has three parts (RFC 7519); a key has no dot.
    if (token.indexOf('.') >= 0) {
      return decoded(token).map(jwt -> check(jwt, null)).orElseGet(SocketAuthentication::refused);
    }
    try {
      return keys.exchange(token)
          .flatMap(this::decoded)
          .map(jwt -> check(jwt, token))
          .orElseGet(SocketAuthentication::refused);
    } catch (RestClientException away) {
      log.atWarn().setCause(away).log("key of a watcher could not be exchanged");
      return new Verdict.Bad(SocketClose.FULL);
    }
  }

  /** A service's credentials: its token, and the name that stands in it. */
  Verdict checkService(String token, String name) {
    return decoded(token)
        .filter(jwt -> {
          Caller caller = Caller.of(jwt);
          return caller.roles().contains(Role.SERVICE) && sameService(caller.subject(), name);
        })
        .map(jwt -> check(jwt, null))
        .orElseGet(SocketAuthentication::refused);
  }

  /** A token that was checked at the handshake. */
  Verdict check(Jwt jwt) {
    return check(jwt, null);
  }

  private static Verdict check(Jwt jwt, @Nullable String key) {
    Caller caller = Caller.of(jwt);
    TenantId tenant = caller.tenant();
    Set<String> roles = caller.roles();
    if (tenant == null || ROLES.stream().noneMatch(roles::contains)) {
      return new Verdict.Bad(SocketClose.FORBIDDEN);
    }
    Instant until = jwt.getExpiresAt();
    return new Verdict.Good(
        new Watcher(caller.subject(), tenant, until == null ? Instant.MAX : until, key));
  }

  /** {@code quote} and {@code quote-service} are the same. */
  private static boolean sameService(String subject, String name) {
    return subject.equals(name) || (subject + "-service").equals(name);
  }

  private static Verdict refused() {
    return new Verdict.Bad(SocketClose.UNAUTHENTICATED);
  }

  private Optional<Jwt> decoded(String token) {
    try {
      return Optional.of(decoder.decode(token));
    } catch (JwtException _) {
      return Optional.empty();
    }
  }
}
