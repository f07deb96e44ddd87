package dev.batuta.quote.catalogue;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The catalogues of all tenants. Every price needs one, so they are kept in memory; a catalogue
 * that another instance has put is seen within two seconds. Thread-safe.
 */
@Component
public final class Catalogues {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int MOST_IN_MEMORY = 500;

  private final CatalogueStore store;
  private final InstantSource clock;
  private final Cache<TenantId, Known> known =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).build();

  Catalogues(CatalogueStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A tenant's catalogue; empty if it has none. */
  public Optional<Catalogue> find(TenantId tenant) {
    Known last = known.getIfPresent(tenant);
    if (last == null || !last.isFresh(clock.instant())) {
      last = known.asMap().compute(tenant, this::look);
    }
    return Optional.ofNullable(last.catalogue());
  }

  /**
   * Replaces the tenant's catalogue.
   *
   * @param catalogue whose revision is one more than that of the one it replaces, or 1
   * @return false if somebody else has replaced it since
   */
  boolean put(Catalogue catalogue) {
    boolean done = store.put(catalogue, clock.instant());
    known.invalidate(catalogue.tenantId());
    return done;
  }

  /** The revision that the tenant's next catalogue has. */
  long nextRevision(TenantId tenant) {
    return store.revision(tenant).orElse(0) + 1;
  }

  private Known look(TenantId tenant, @Nullable Known last) {
    Instant now = clock.instant();
    if (last != null) {
      if (last.isFresh(now)) {
        return last;
      }
      Catalogue catalogue = last.catalogue();
      long kept = store.revision(tenant).orElse(0);
      if (kept == (catalogue == null ? 0 : catalogue.revision())) {
        return new Known(catalogue, now);
      }
    }
    return new Known(store.find(tenant).orElse(null), now);
  }

  /** What was found when it was last looked for; null for none. */
  private record Known(@Nullable Catalogue catalogue, Instant lookedAt) {
    boolean isFresh(Instant now) {
      return now.isBefore(lookedAt.plus(FRESH));
    }
  }
}
