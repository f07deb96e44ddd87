package dev.batuta.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.problem.ProblemCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class KnownKeysTest {
  private static final Exchanged.Granted GRANTED =
      new Exchanged.Granted("Bearer t", "acme", Duration.ofMinutes(5));
  private static final Exchanged.Refused REFUSED =
      new Exchanged.Refused(ProblemCode.UNAUTHENTICATED, "revoked");

  private final AtomicLong nanos = new AtomicLong();
  private final Deque<CompletableFuture<Exchanged>> asked = new ArrayDeque<>();
  private final KnownKeys keys =
      new KnownKeys(
          _ -> {
            CompletableFuture<Exchanged> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
          },
          nanos::get);

  @Test
  void requests_that_come_during_an_exchange_share_it() {
    CompletableFuture<Exchanged> first = keys.lookup("d", "k");
    CompletableFuture<Exchanged> second = keys.lookup("d", "k");

    asked.remove().complete(GRANTED);

    assertThat(asked).isEmpty();
    assertThat(first).isCompletedWithValue(GRANTED);
    assertThat(second).isCompletedWithValue(GRANTED);
    assertThat(keys.lookup("d", "k")).isCompletedWithValue(GRANTED);
  }

  @Test
  void a_revoked_key_is_refused_within_five_seconds() {
    var _ = keys.lookup("d", "k");
    asked.remove().complete(GRANTED);

    pass(Duration.ofMillis(4999));
    CompletableFuture<Exchanged> later = keys.lookup("d", "k");
    asked.remove().complete(REFUSED);

    assertThat(later).isCompletedWithValue(REFUSED);
  }

  @Test
  void a_refusal_is_remembered_for_a_second_only() {
    var _ = keys.lookup("d", "k");
    asked.remove().complete(REFUSED);

    pass(Duration.ofMillis(900));
    assertThat(keys.lookup("d", "k")).isCompletedWithValue(REFUSED);
    pass(Duration.ofMillis(200));
    assertThat(keys.lookup("d", "k")).isNotDone();
  }

  @Test
  void a_token_near_its_end_is_not_kept() {
    var _ = keys.lookup("d", "k");
    asked.remove().complete(new Exchanged.Granted("Bearer t", null, Duration.ofSeconds(20)));

    pass(Duration.ofNanos(1));
    assertThat(keys.lookup("d", "k")).isNotDone();
  }

  @Test
  void a_failed_exchange_is_not_remembered() {
    CompletableFuture<Exchanged> failed = keys.lookup("d", "k");
    asked.remove().completeExceptionally(new IllegalStateException("issuer away"));

    assertThat(failed).isCompletedExceptionally();
    assertThat(keys.lookup("d", "k")).isNotDone();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
