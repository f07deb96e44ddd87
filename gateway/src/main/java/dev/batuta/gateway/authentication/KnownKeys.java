package dev.batuta.gateway.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/**
 * Remembers for some seconds what became of a key, so that one exchange serves many requests and a
 * revoked key is refused within five seconds. Requests that come while a key is being exchanged
 * wait for that exchange. Keys are kept as their SHA-256 only. Thread-safe.
 */
final class KnownKeys {
  /** Below the five seconds within which a revocation must hold: the exchange takes time too. */
  static final Duration GOOD = Duration.ofSeconds(4);

  /** Long enough to take the force of a caller that repeats a wrong key. */
  static final Duration BAD = Duration.ofSeconds(1);

  private static final Duration EARLY = Duration.ofSeconds(30);
  private static final int KEYS = 50_000;

  private final KeyExchange issuer;
  private final AsyncCache<String, Exchanged> known;

  KnownKeys(KeyExchange issuer, Ticker ticker) {
    this.issuer = issuer;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(KEYS)
            .ticker(ticker)
            .executor(Runnable::run)
            .expireAfter(Expiry.<String, Exchanged>creating((_, result) -> remembered(result)))
            .buildAsync();
  }

  CompletableFuture<Exchanged> lookup(String digest, String key) {
    return known.get(digest, (_, _) -> issuer.exchange(key));
  }

  static String digest(String credential) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(credential.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static Duration remembered(Exchanged result) {
    return switch (result) {
      case Exchanged.Refused _ -> BAD;
      case Exchanged.Granted granted -> {
        Duration safe = granted.lifetime().minus(EARLY);
        Duration kept = safe.compareTo(GOOD) < 0 ? safe : GOOD;
        yield kept.isNegative() ? Duration.ZERO : kept;
      }
    };
  }
}
