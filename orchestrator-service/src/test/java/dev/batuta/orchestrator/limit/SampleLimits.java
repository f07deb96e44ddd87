package dev.batuta.orchestrator.limit;

import org.springframework.util.unit.DataSize;

/** Invented limits. */
final class SampleLimits {
  private SampleLimits() {}

  static TierLimits rate(int perSecond, int burst) {
    return new TierLimits(perSecond, burst, 100, 10, DataSize.ofMegabytes(1));
  }
}
