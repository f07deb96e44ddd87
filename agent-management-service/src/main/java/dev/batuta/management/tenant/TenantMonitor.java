package dev.batuta.management.tenant;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.tenant.TenantStatus;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends set-ups that were cut short, and after a start describes all tenants once more: the topic
 * may be new or have lost what it held.
 */
@Component
class TenantMonitor {
  private static final Logger log = LoggerFactory.getLogger(TenantMonitor.class);
  private static final int PAGE = 200;

  private final TenantStore store;
  private final TenantProvisioning provisioning;
  private final AtomicBoolean described = new AtomicBoolean();

  TenantMonitor(TenantStore store, TenantProvisioning provisioning) {
    this.store = store;
    this.provisioning = provisioning;
  }

  /** One check; what fails is tried again at the next. */
  @Scheduled(fixedDelayString = "${batuta.tenants.check-interval:3s}")
  void check() {
    try {
      if (!described.get()) {
        describeAll();
        described.set(true);
      }
      store.provisioning(PAGE).forEach(provisioning::complete);
    } catch (IllegalStateException | CompletionException | DataAccessException failure) {
      log.atWarn().setCause(failure).log("tenants could not be checked; trying again");
    }
  }

  private void describeAll() {
    TenantId last = null;
    do {
      last = describePageAfter(last);
    } while (last != null);
  }

  /** Describes one page and returns its last id; null when it was the last page. */
  private @Nullable TenantId describePageAfter(@Nullable TenantId after) {
    List<Tenant> page = store.page(after, PAGE);
    page.stream()
        .filter(tenant -> tenant.status() != TenantStatus.PROVISIONING)
        .forEach(provisioning::describe);
    return page.size() < PAGE ? null : page.getLast().tenantId();
  }
}
