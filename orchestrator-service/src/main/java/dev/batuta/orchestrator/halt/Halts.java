package dev.batuta.orchestrator.halt;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantHalt;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.starter.messaging.MessagePublisher;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.tenant.TenantHalts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Whose work is stopped. While a tenant is halted nothing of it is begun: no task is dispatched, no
 * agent begins a queued one, no new one is taken. A step at work may end, and its result counts.
 * The store holds the truth; {@code platform.halts} tells the other instances and the agents at
 * once, and {@link HaltMonitor} tells them again what a crash kept from them. Thread-safe.
 */
public final class Halts {
  private static final Logger log = LoggerFactory.getLogger(Halts.class);
  private static final int RACES = 20;
  private static final long ANNOUNCE_SECONDS = 5;

  private final HaltStore store;
  private final TenantHalts known;
  private final MessagePublisher publisher;
  private final InstantSource clock;

  Halts(HaltStore store, TenantHalts known, MessagePublisher publisher, InstantSource clock) {
    this.store = store;
    this.known = known;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** Whether nothing of a tenant may be begun at the moment. */
  public boolean halted(TenantId tenant) {
    return known.halted(tenant);
  }

  /** All tenants of whom nothing may be begun at the moment. */
  public Set<TenantId> tenants() {
    return known.tenants();
  }

  /** When a tenant's last halt was lifted; empty while it is halted, and if it never was. */
  public Optional<Instant> lifted(TenantId tenant) {
    return known.find(tenant).filter(order -> !order.halted()).map(TenantHalt::timestamp);
  }

  /**
   * Refuses new work of a halted tenant.
   *
   * @throws ProblemException {@code tenant-halted}; for controllers
   */
  public void requireGoing(TenantId tenant) {
    if (halted(tenant)) {
      throw new ProblemException(
          ProblemCode.TENANT_HALTED,
          "All work of this tenant is stopped; GET /api/v1/halt says since when and why.");
    }
  }

  /** The newest order for a tenant; empty if there never was one. */
  Optional<HaltState> find(TenantId tenant) {
    return store.find(tenant);
  }

  /** Stops all work of a tenant, or lets it go on. It holds in this process when this returns. */
  HaltState order(TenantId tenant, boolean halted, @Nullable String reason, String by) {
    for (int race = 0; race < RACES; race++) {
      HaltState before = store.find(tenant).orElse(null);
      if (before != null && before.halted() == halted) {
        return before;
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      if (before != null && !now.isAfter(before.since())) {
        // Who hears both must know which is the newer, also where clocks differ.
        now = before.since().plusMillis(1);
      }
      try {
        HaltState stored =
            store.save(
                new HaltState(
                    tenant,
                    halted,
                    reason,
                    by,
                    now,
                    false,
                    before == null ? null : before.version()));
        log.atWarn()
            .addKeyValue("tenant_id", tenant)
            .addKeyValue("by", by)
            .log(halted ? "all work of a tenant stopped" : "work of a tenant goes on");
        tell(stored);
        return stored;
      } catch (OptimisticLockingFailureException | DuplicateKeyException _) {
        log.atTrace().log("halt changed meanwhile; deciding again");
      }
    }
    throw new IllegalStateException(
        "the halt of " + tenant + " changed " + RACES + " times while deciding");
  }

  /** Makes an order known here, and to the others unless that was done before. */
  void tell(HaltState state) {
    known.apply(state.order());
    if (state.announced()) {
      return;
    }
    try {
      publisher
          .publish(TopicCatalog.PLATFORM_HALTS, state.tenantId().value(), state.order(), null)
          .get(ANNOUNCE_SECONDS, TimeUnit.SECONDS);
      var _ = store.save(state.told());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failure) {
      log.atWarn().setCause(failure).log("halt not announced yet; the monitor tries again");
    } catch (OptimisticLockingFailureException _) {
      log.atTrace().log("a newer order was stored meanwhile");
    }
  }

  /** Learns what is stored; tells the others what they were not told. */
  void check() {
    store.all().forEach(this::tell);
  }
}
