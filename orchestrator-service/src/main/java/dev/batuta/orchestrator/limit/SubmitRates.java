package dev.batuta.orchestrator.limit;

import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * How fast each tenant submits. Where several orchestrators run, they share one bucket a tenant in
 * Redis; alone, and while Redis does not answer, each has its own. Changing over gives a tenant one
 * burst more at the most. Thread-safe.
 */
final class SubmitRates {
  private static final Logger log = LoggerFactory.getLogger(SubmitRates.class);
  private static final Duration OWN_AFTER_FAILURE = Duration.ofSeconds(10);

  /** {@link TokenRate#take} on Redis' clock; answers whether it was taken and what is missing. */
  @SuppressWarnings("rawtypes")
  private static final RedisScript<List> TAKE =
      RedisScript.of(
          """
          local t = redis.call('TIME')
          local now = t[1] * 1000000 + t[2]
          local interval, capacity = tonumber(ARGV[1]), tonumber(ARGV[2])
          local missing = math.max(tonumber(redis.call('GET', KEYS[1]) or now) - now, 0)
          missing = math.min(missing, capacity)
          if missing + interval > capacity then return {0, missing} end
          missing = missing + interval
          redis.call('SET', KEYS[1], string.format('%.0f', now + missing),
              'PX', math.ceil(missing / 1000) + 1000)
          return {1, missing}
          """,
          List.class);

  private final StringRedisTemplate redis;
  private final BooleanSupplier shared;
  private final InstantSource clock;
  private final Map<TenantId, Long> fullAt = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> sharedFrom = new AtomicReference<>(Instant.EPOCH);

  SubmitRates(StringRedisTemplate redis, BooleanSupplier shared, InstantSource clock) {
    this.redis = redis;
    this.shared = shared;
    this.clock = clock;
  }

  /** Takes one token of a tenant, if there is one. */
  TokenRate.Taken take(TenantId tenant, TokenRate rate) {
    Instant now = clock.instant();
    if (shared.getAsBoolean() && !now.isBefore(sharedFrom.get())) {
      try {
        return takeShared(tenant, rate);
      } catch (DataAccessException failure) {
        sharedFrom.set(now.plus(OWN_AFTER_FAILURE));
        log.atWarn().setCause(failure).log("rates are kept apart: Redis does not answer");
      }
    }
    return takeOwn(tenant, rate, ChronoUnit.MICROS.between(Instant.EPOCH, now));
  }

  private TokenRate.Taken takeOwn(TenantId tenant, TokenRate rate, long now) {
    AtomicReference<TokenRate.Taken> taken = new AtomicReference<>();
    var _ =
        fullAt.compute(
            tenant,
            (_, known) -> {
              TokenRate.Taken next = rate.take(known == null ? now : known, now);
              taken.set(next);
              return next.fullAt();
            });
    return taken.get();
  }

  private TokenRate.Taken takeShared(TenantId tenant, TokenRate rate) {
    List<?> answer =
        redis.execute(
            TAKE,
            List.of("batuta:rate:submit:" + tenant),
            Long.toString(rate.interval()),
            Long.toString(rate.capacity()));
    long missing = ((Number) answer.get(1)).longValue();
    return new TokenRate.Taken(((Number) answer.get(0)).intValue() == 1, 0, missing);
  }
}
