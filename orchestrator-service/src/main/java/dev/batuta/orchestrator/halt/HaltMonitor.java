package dev.batuta.orchestrator.halt;

import dev.batuta.starter.monitor.PeriodicCheck;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/**
 * Knows all halts before anything is dispatched, and again now and then: an order that Kafka did
 * not take is announced again.
 */
final class HaltMonitor implements SmartLifecycle {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Halts halts;
  private final PeriodicCheck check;

  HaltMonitor(Halts halts) {
    this.halts = halts;
    this.check = new PeriodicCheck("halt-monitor", "orchestrator", PAUSE, halts::check);
  }

  @Override
  public void start() {
    halts.check();
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

  /** Before all that takes or dispatches work. */
  @Override
  public int getPhase() {
    return 0;
  }
}
