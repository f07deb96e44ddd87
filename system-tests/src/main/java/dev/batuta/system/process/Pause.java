package dev.batuta.system.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting, for as long as a fault lasts or until something is so. */
public final class Pause {
  private static final Duration LOOK = Duration.ofMillis(100);

  private Pause() {}

  /** Waits. */
  public static void of(Duration time) {
    try {
      var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", interrupted);
    }
  }

  /** Waits until {@code condition} holds; whether it did within {@code longest}. */
  public static boolean until(Duration longest, BooleanSupplier condition) {
    long end = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      of(LOOK);
    }
    return true;
  }
}
