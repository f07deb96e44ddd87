package dev.batuta.management.apikey;

import dev.batuta.contracts.TenantId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes, finds and revokes keys. Thread-safe. */
@Component
public final class ApiKeys {
  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

  /** Good keys that a tenant may have at once. */
  static final int MOST_KEYS = 200;

  private static final int ATTEMPTS = 5;

  private final ApiKeyStore store;
  private final RandomGenerator random;
  private final InstantSource clock;

  ApiKeys(ApiKeyStore store, RandomGenerator random, InstantSource clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /** How a wish for a key ended. */
  sealed interface Outcome {
    /** It is made; {@code text} is nowhere else and is shown once. */
    record Made(String text, ApiKey key) implements Outcome {}

    /** The tenant has {@link #MOST_KEYS} good keys already. */
    record TooMany() implements Outcome {}
  }

  Outcome make(TenantId tenant, Set<String> roles, @Nullable String label) {
    if (store.count(tenant) >= MOST_KEYS) {
      return new Outcome.TooMany();
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      KeyText text = KeyText.random(random);
      ApiKey key =
          new ApiKey(text.prefix(), text.secretHash(), tenant, roles, label, clock.instant(), null);
      if (store.insert(key)) {
        log.atInfo()
            .addKeyValue("tenant_id", tenant)
            .addKeyValue("prefix", key.prefix())
            .log("API key made");
        return new Outcome.Made(text.text(), key);
      }
    }
    throw new IllegalStateException(
        "a free prefix was expected within " + ATTEMPTS + " draws, all were taken");
  }

  /** The key that {@code text} is; empty if it is unknown, wrong or revoked. */
  public Optional<ApiKey> authenticate(String text) {
    return KeyText.parse(text)
        .flatMap(parts ->
            store.find(parts.prefix()).filter(parts::fits).filter(key -> key.revokedAt() == null));
  }

  List<ApiKey> ofTenant(TenantId tenant) {
    return store.ofTenant(tenant, 2 * MOST_KEYS);
  }

  boolean revoke(TenantId tenant, String prefix) {
    boolean revoked = store.revoke(tenant, prefix, clock.instant());
    if (revoked) {
      log.atInfo()
          .addKeyValue("tenant_id", tenant)
          .addKeyValue("prefix", prefix)
          .log("API key revoked");
    }
    return revoked;
  }
}
