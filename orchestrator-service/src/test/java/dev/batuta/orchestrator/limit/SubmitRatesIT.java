package dev.batuta.orchestrator.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

@WithInfrastructure
final class SubmitRatesIT {
  /** So slow that no second token comes back while the test runs. */
  private static final TokenRate RATE = TokenRate.of(SampleLimits.rate(1, 4_000));

  private final InstantSource clock = InstantSource.fixed(Instant.parse("2126-03-02T12:00:00Z"));
  private final TenantId tenant =
      new TenantId("test-" + UUID.randomUUID().toString().substring(0, 18));
  private final LettuceConnectionFactory connections;
  private final LettuceConnectionFactory nowhere = new LettuceConnectionFactory("127.0.0.1", 1);

  SubmitRatesIT(EmbeddedInfrastructure infrastructure) {
    connections =
        new LettuceConnectionFactory(infrastructure.redisHost(), infrastructure.redisPort());
    connections.afterPropertiesSet();
    connections.start();
    nowhere.afterPropertiesSet();
    nowhere.start();
  }

  @AfterEach
  void close() {
    connections.destroy();
    nowhere.destroy();
  }

  @Test
  void orchestrators_that_reach_each_other_share_one_bucket() {
    SubmitRates one = rates(connections, true);
    SubmitRates two = rates(connections, true);
    int taken = 0;

    for (int i = 0; i < 3_000; i++) {
      taken += one.take(tenant, RATE).taken() ? 1 : 0;
      taken += two.take(tenant, RATE).taken() ? 1 : 0;
    }

    assertThat(taken).isBetween(4_000, 4_200);
    assertThat(RATE.quota(one.take(tenant, RATE).missing()).remaining()).isZero();
  }

  @Test
  void alone_or_without_redis_each_has_its_own() {
    SubmitRates alone = rates(connections, false);
    SubmitRates withoutRedis = rates(nowhere, true);
    int taken = 0;

    for (int i = 0; i < 5_000; i++) {
      taken += alone.take(tenant, RATE).taken() ? 1 : 0;
      taken += withoutRedis.take(tenant, RATE).taken() ? 1 : 0;
    }

    assertThat(taken).isEqualTo(8_000);
  }

  private SubmitRates rates(LettuceConnectionFactory redis, boolean shared) {
    return new SubmitRates(new StringRedisTemplate(redis), () -> shared, clock);
  }
}
