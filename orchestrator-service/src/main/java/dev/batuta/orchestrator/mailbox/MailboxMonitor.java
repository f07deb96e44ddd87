package dev.batuta.orchestrator.mailbox;

import dev.batuta.starter.monitor.PeriodicCheck;
import java.time.InstantSource;
import org.springframework.context.SmartLifecycle;

/** Looks for mailboxes whose moment has come: the quiet time is over, or a turn takes long. */
final class MailboxMonitor implements SmartLifecycle {
  private static final int AT_ONCE = 500;

  private final PeriodicCheck check;

  MailboxMonitor(
      MailboxStore store, Mailboxes mailboxes, InstantSource clock, MailboxProperties properties) {
    this.check =
        new PeriodicCheck(
            "mailbox-monitor",
            "orchestrator",
            properties.checkInterval(),
            () -> store.due(clock.instant(), AT_ONCE).forEach(mailboxes::check));
  }

  @Override
  public void start() {
    check.start();
  }

  @Override
  public void stop() {
    check.close();
  }

  @Override
  public boolean isRunning() {
    return check.isRunning();
  }
}
