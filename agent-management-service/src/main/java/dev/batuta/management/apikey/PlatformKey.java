package dev.batuta.management.apikey;

import dev.batuta.starter.security.Role;
import jakarta.annotation.PostConstruct;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Puts the configured key of the platform's administrator in place before requests are taken. */
@Component
final class PlatformKey {
  private final String configured;
  private final ApiKeyStore store;
  private final InstantSource clock;

  PlatformKey(PlatformKeyProperties properties, ApiKeyStore store, InstantSource clock) {
    this.configured = properties.platformKey();
    this.store = store;
    this.clock = clock;
  }

  /**
   * Stores the key unless it stands there already.
   *
   * @throws IllegalStateException if it has another form, or its prefix is of a tenant's key
   */
  @PostConstruct
  void store() {
    if (configured.isEmpty()) {
      return;
    }
    KeyText text =
        KeyText.parse(configured)
            .orElseThrow(() ->
                new IllegalStateException(
                    "batuta.security.platform-key has the form btk_<8 hexadecimal digits>_<32"
                        + " or more letters and digits>; make one with: echo"
                        + " btk_$(openssl rand -hex 4)_$(openssl rand -hex 24)"));
    Optional<ApiKey> known = store.find(text.prefix());
    if (known.isPresent() && known.get().tenantId() != null) {
      throw new IllegalStateException(
          "batuta.security.platform-key has the prefix of a tenant's key; choose another");
    }
    boolean good = known.filter(text::fits).filter(key -> key.revokedAt() == null).isPresent();
    if (!good) {
      store.replacePlatformKey(
          new ApiKey(
              text.prefix(),
              text.secretHash(),
              null,
              Set.of(Role.PLATFORM_ADMIN),
              "platform",
              clock.instant(),
              null),
          clock.instant());
    }
  }
}
