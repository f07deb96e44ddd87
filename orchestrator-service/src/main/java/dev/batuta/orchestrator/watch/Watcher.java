package dev.batuta.orchestrator.watch;

import dev.batuta.contracts.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who watches.
 *
 * @param subject the person, key or service
 * @param tenant whose tasks they may see
 * @param until when their credentials run out
 * @param key the API key from which they can be had anew; null for a token
 */
record Watcher(String subject, TenantId tenant, Instant until, @Nullable String key) {
  @Override
  public String toString() {
    return "Watcher[subject=" + subject + ", tenant=" + tenant + "]";
  }
}
