package dev.batuta.orchestrator.mailbox;

import dev.batuta.starter.logging.LogContext;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks for mailboxes whose moment has come: the quiet time is over, or a turn takes long. */
final class MailboxMonitor implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(MailboxMonitor.class);
  private static final int AT_ONCE = 500;

  private final MailboxStore store;
  private final Mailboxes mailboxes;
  private final InstantSource clock;
  private final long intervalMs;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("mailbox-monitor").factory());
  private volatile boolean running;

  MailboxMonitor(
      MailboxStore store, Mailboxes mailboxes, InstantSource clock, MailboxProperties properties) {
    this.store = store;
    this.mailboxes = mailboxes;
    this.clock = clock;
    this.intervalMs = properties.checkInterval().toMillis();
  }

  @Override
  public void start() {
    running = true;
    var _ =
        schedule.scheduleWithFixedDelay(this::check, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    schedule.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void check() {
    try (var _ = LogContext.service("orchestrator")) {
      store.due(clock.instant(), AT_ONCE).forEach(mailboxes::check);
    } catch (RuntimeException failure) {
      // An exception here would end the schedule, and with it every turn of a channel.
      log.atError().setCause(failure).log("check of due mailboxes failed; trying on");
    }
  }
}
