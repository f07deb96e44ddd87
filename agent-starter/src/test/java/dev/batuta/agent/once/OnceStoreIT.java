package dev.batuta.agent.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.starter.store.MongoFixture;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithInfrastructure
final class OnceStoreIT {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2126-03-02T12:00:00Z"));
  private static final TenantId ACME = new TenantId("acme");
  private static final int THREADS = 8;

  private final AtomicInteger effects = new AtomicInteger();
  private final MongoFixture mongo;
  private final OnceStore once;

  OnceStoreIT(EmbeddedInfrastructure infrastructure) {
    mongo = new MongoFixture(infrastructure.mongoUri(), "once-" + UUID.randomUUID());
    once = new OnceStore(mongo.template(), NOON);
  }

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void an_effect_happens_once_and_its_result_is_remembered() {
    assertThat(once.once(ACME, "send:turn.1", this::effect))
        .isEqualTo(new OnceOutcome.Done("sent 1"));
    assertThat(once.once(ACME, "send:turn.1", this::effect))
        .isEqualTo(new OnceOutcome.AlreadyDone("sent 1"));
    assertThat(effects).hasValue(1);
  }

  @Test
  void another_key_or_another_tenant_is_another_effect() {
    once.once(ACME, "a", this::effect);
    once.once(ACME, "b", this::effect);
    once.once(new TenantId("other"), "a", this::effect);

    assertThat(effects).hasValue(3);
  }

  @Test
  void of_threads_that_race_only_one_causes_the_effect()
      throws InterruptedException, ExecutionException {
    for (int round = 0; round < 25; round++) {
      String key = "round " + round;
      List<Future<OnceOutcome>> futures;
      try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
        futures =
            threads.invokeAll(
                Collections.nCopies(THREADS, () -> once.once(ACME, key, this::effect)));
      }
      List<OnceOutcome> outcomes = new ArrayList<>();
      for (Future<OnceOutcome> future : futures) {
        outcomes.add(future.get());
      }

      assertThat(outcomes).filteredOn(OnceOutcome.Done.class::isInstance).hasSize(1);
      assertThat(effects).hasValue(round + 1);
      assertThat(once.once(ACME, key, this::effect)).isInstanceOf(OnceOutcome.AlreadyDone.class);
    }
  }

  @Test
  void after_a_crash_in_the_middle_the_effect_counts_as_unknown_and_is_never_tried_again() {
    assertThatThrownBy(() ->
            once.once(
                ACME,
                "k",
                () -> {
                  effects.incrementAndGet();
                  throw new IllegalStateException("the process dies here");
                }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(once.once(ACME, "k", this::effect)).isEqualTo(new OnceOutcome.Unknown());
    assertThat(once.once(ACME, "k", this::effect)).isEqualTo(new OnceOutcome.Unknown());
    assertThat(effects).hasValue(1);
  }

  @Test
  void what_surely_did_not_happen_may_be_tried_again() {
    assertThatThrownBy(() ->
            once.once(
                ACME,
                "k",
                () -> {
                  throw new NotHappenedException("no connection");
                }))
        .isInstanceOf(NotHappenedException.class);

    assertThat(once.once(ACME, "k", this::effect)).isEqualTo(new OnceOutcome.Done("sent 1"));
  }

  private String effect() {
    return "sent " + effects.incrementAndGet();
  }
}
