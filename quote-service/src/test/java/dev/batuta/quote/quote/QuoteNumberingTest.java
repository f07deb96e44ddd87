package dev.batuta.quote.quote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.quote.testing.DemoQuotes;
import dev.batuta.quote.testing.MemoryQuoteStore;
import dev.batuta.quote.testing.MemorySequenceStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuoteNumberingTest {
  private static final TenantId BMC = new TenantId("bmc-uruguay");

  private final MemoryQuoteStore quotes = new MemoryQuoteStore();
  private final MemorySequenceStore sequences = new MemorySequenceStore();
  private final QuoteNumbering numbering = new QuoteNumbering(quotes, sequences);
  private final AtomicInteger crashes = new AtomicInteger();

  @Test
  void numbers_count_up_from_one() {
    assertThat(numbering.number(BMC, kept(), "BMC").number()).isEqualTo("BMC-2026-000001");
    assertThat(numbering.number(BMC, kept(), "BMC").number()).isEqualTo("BMC-2026-000002");
  }

  @Test
  void a_quote_keeps_its_number() {
    QuoteId id = kept();
    numbering.number(BMC, id, "BMC");

    assertThat(numbering.number(BMC, id, "BMC").number()).isEqualTo("BMC-2026-000001");
    assertThat(numbering.number(BMC, kept(), "BMC").number()).isEqualTo("BMC-2026-000002");
  }

  @Test
  void a_quote_that_is_not_kept_takes_no_number() {
    assertThatThrownBy(() -> numbering.number(BMC, DemoQuotes.draft().id(), "BMC"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(numbering.number(BMC, kept(), "BMC").number()).isEqualTo("BMC-2026-000001");
  }

  /** A number takes at most 8 steps; a crash after each of them, in either of two quotes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_crash_after_any_step_leaves_no_gap_when_another_quote_comes_next(int steps) {
    QuoteId crashed = kept();
    crashAfter(steps, crashed);

    numbering.number(BMC, kept(), "BMC");
    numbering.number(BMC, crashed, "BMC");

    assertNumbersWithoutGap(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_crash_after_any_step_is_made_good_by_doing_it_again(int steps) {
    numbering.number(BMC, kept(), "BMC");
    QuoteId crashed = kept();
    crashAfter(steps, crashed);

    numbering.number(BMC, crashed, "BMC");
    numbering.number(BMC, kept(), "BMC");

    assertNumbersWithoutGap(3);
  }

  /** One run stands still before each of its steps while another numbers the same quote. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void two_runs_for_the_same_quote_take_one_number(int stepsBefore) {
    QuoteId same = kept();
    var paused = new Steps();
    paused.before(
        stepsBefore,
        () -> {
          numbering.number(BMC, same, "BMC");
          numbering.number(BMC, kept(), "BMC");
        });

    paused.numbering().number(BMC, same, "BMC");
    numbering.number(BMC, kept(), "BMC");

    assertNumbersWithoutGap((int) quotes.all().count());
  }

  @Test
  void many_at_once_with_crashes_everywhere_leave_neither_gap_nor_repeat()
      throws InterruptedException, ExecutionException {
    long seed = new Random().nextLong();
    int count = 120;
    List<QuoteId> ids = new ArrayList<>();
    IntStream.range(0, count).forEach(_ -> ids.add(kept()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var runs = new ArrayList<Future<?>>();
      for (int i = 0; i < count; i++) {
        var random = new Random(seed + i);
        QuoteId id = ids.get(i);
        runs.add(threads.submit(() -> numberWithCrashes(id, random)));
        runs.add(threads.submit(() -> numberWithCrashes(id, random)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }

    assertThat(crashes.get()).as("crashes, seed %d", seed).isPositive();
    assertThat(quotes.all().map(Quote::number).sorted())
        .as("seed %d", seed)
        .containsExactlyElementsOf(expected(count));
  }

  private void numberWithCrashes(QuoteId id, Random random) {
    for (int starts = 0; starts < 5; starts++) {
      try {
        var steps = new Steps();
        steps.before(random.nextInt(12), QuoteNumberingTest::crash);
        steps.numbering().number(BMC, id, "BMC");
        return;
      } catch (Crash e) {
        crashes.incrementAndGet();
      }
    }
    numbering.number(BMC, id, "BMC");
  }

  private void crashAfter(int steps, QuoteId id) {
    var crashing = new Steps();
    crashing.before(steps, QuoteNumberingTest::crash);
    try {
      crashing.numbering().number(BMC, id, "BMC");
    } catch (Crash e) {
      assertThat(crashing.done).isEqualTo(steps);
    }
  }

  private QuoteId kept() {
    Quote draft = DemoQuotes.draft();
    quotes.insert(draft);
    return draft.id();
  }

  private void assertNumbersWithoutGap(int count) {
    assertThat(quotes.all().map(Quote::number).sorted()).containsExactlyElementsOf(expected(count));
  }

  private static List<String> expected(int count) {
    return IntStream.rangeClosed(1, count).mapToObj("BMC-2026-%06d"::formatted).toList();
  }

  private static void crash() {
    throw new Crash();
  }

  private static final class Crash extends RuntimeException {}

  /** The stores, with something that happens before one of the steps on them. */
  private final class Steps implements QuoteStore, QuoteSequenceStore {
    private int done;
    private int when = -1;
    private Runnable what = () -> {};

    void before(int step, Runnable happens) {
      when = step;
      what = happens;
    }

    QuoteNumbering numbering() {
      return new QuoteNumbering(this, this);
    }

    private void step() {
      if (done == when) {
        what.run();
      }
      done++;
    }

    @Override
    public boolean insert(Quote quote) {
      step();
      return quotes.insert(quote);
    }

    @Override
    public Optional<Quote> find(TenantId tenant, QuoteId id) {
      step();
      return quotes.find(tenant, id);
    }

    @Override
    public boolean replace(Quote quote) {
      step();
      return quotes.replace(quote);
    }

    @Override
    public QuoteSequence read(TenantId tenant, int year) {
      step();
      return sequences.read(tenant, year);
    }

    @Override
    public boolean compareAndSet(
        TenantId tenant, int year, QuoteSequence expected, QuoteSequence next) {
      step();
      return sequences.compareAndSet(tenant, year, expected, next);
    }

    @Override
    public List<Quote> page(
        TenantId tenant, @Nullable QuoteStatus status, @Nullable QuoteId before, int limit) {
      return quotes.page(tenant, status, before, limit);
    }

    @Override
    public List<Quote> sentAndValidBefore(LocalDate day, int limit) {
      return quotes.sentAndValidBefore(day, limit);
    }

    @Override
    public List<Quote> withoutNumber(Instant madeBefore, int limit) {
      return quotes.withoutNumber(madeBefore, limit);
    }

    @Override
    public Optional<Quote> newestHandedOut(TenantId tenant, SessionId session) {
      return quotes.newestHandedOut(tenant, session);
    }

    @Override
    public boolean announced(TenantId tenant, QuoteId id, int from, int to) {
      return quotes.announced(tenant, id, from, to);
    }

    @Override
    public List<Unannounced> unannounced(Instant keptBefore, int limit) {
      return quotes.unannounced(keptBefore, limit);
    }
  }
}
