package dev.batuta.management.tenant;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.tenant.TenantStatus;
import dev.batuta.contracts.topic.TopicCatalog;
import dev.batuta.starter.messaging.MessagePublisher;
import dev.batuta.starter.messaging.Topics;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sets tenants up: stored first, then topics, then the description that lets every service begin,
 * then stored as served. Each step may be repeated, so a set-up that a crash or a missing broker
 * cut short is ended by {@link TenantMonitor}.
 */
@Component
final class TenantProvisioning {
  private static final Logger log = LoggerFactory.getLogger(TenantProvisioning.class);
  private static final long PUBLISH_SECONDS = 35;

  private final TenantStore store;
  private final Topics topics;
  private final MessagePublisher publisher;
  private final InstantSource clock;

  TenantProvisioning(
      TenantStore store, Topics topics, MessagePublisher publisher, InstantSource clock) {
    this.store = store;
    this.topics = topics;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** How a wish for a new tenant ended. */
  sealed interface Outcome {
    /** It is stored; its status tells whether it is served already. */
    record Stored(Tenant tenant) implements Outcome {}

    /** There is one of that id. */
    record Exists(TenantId tenant) implements Outcome {}
  }

  Outcome provision(NewTenant wish) {
    Tenant tenant = wish.provisioning(clock.instant());
    if (!store.insert(tenant)) {
      return new Outcome.Exists(tenant.tenantId());
    }
    try {
      return new Outcome.Stored(complete(tenant));
    } catch (IllegalStateException | CompletionException failure) {
      log.atWarn()
          .addKeyValue("tenant_id", tenant.tenantId())
          .setCause(failure)
          .log("tenant stored; the set-up goes on when Kafka answers");
      return new Outcome.Stored(tenant);
    }
  }

  /**
   * Ends the set-up of a stored tenant.
   *
   * @throws IllegalStateException if the topics could not be made
   * @throws CompletionException if the description could not be sent
   */
  Tenant complete(Tenant tenant) {
    topics.createFor(tenant.tenantId());
    describe(tenant.withStatus(TenantStatus.ACTIVE, clock.instant()));
    Tenant active = store.activate(tenant.tenantId(), clock.instant()).orElse(tenant);
    log.atInfo().addKeyValue("tenant_id", tenant.tenantId()).log("tenant is served");
    return active;
  }

  /**
   * Tells all services what a tenant is.
   *
   * @throws CompletionException if Kafka did not take it in time
   */
  void describe(Tenant tenant) {
    publisher
        .publish(
            TopicCatalog.PLATFORM_TENANTS, tenant.tenantId().value(), tenant.description(), null)
        .orTimeout(PUBLISH_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
