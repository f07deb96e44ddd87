package dev.batuta.gateway.ratelimit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one key or token may send through one gateway.
 *
 * @param enabled off for measurements
 * @param perSecond requests a second in the long run; at least 1
 * @param burst requests at once after a pause; at least 1
 * @param refusalDelay how long, about, the refusal of a task is held back when its tenant did not
 *     wait as it was told; zero or more
 */
@ConfigurationProperties("batuta.gateway.rate-limit")
record RateLimitProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("500") int perSecond,
    @DefaultValue("1000") int burst,
    @DefaultValue("500ms") Duration refusalDelay) {
  RateLimitProperties {
    if (refusalDelay.isNegative()) {
      throw new IllegalArgumentException(
          "batuta.gateway.rate-limit.refusal-delay is not negative, was " + refusalDelay);
    }
    if (perSecond < 1 || burst < 1) {
      throw new IllegalArgumentException(
          "batuta.gateway.rate-limit: per-second and burst are at least 1, were "
              + perSecond
              + " and "
              + burst);
    }
  }
}
