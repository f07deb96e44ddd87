package dev.batuta.quote.quote;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.embedded.EmbeddedInfrastructure;
import dev.batuta.embedded.junit.WithInfrastructure;
import dev.batuta.quote.testing.DemoQuotes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

@WithInfrastructure
final class DatabaseQuoteStoreIT extends QuoteStoreContract {
  private static final int THREADS = 8;
  private static final int QUOTES_EACH = 50;

  private @Nullable MongoClient client;
  private @Nullable MongoTemplate mongo;
  private @Nullable QuoteStore store;

  @BeforeEach
  void open(EmbeddedInfrastructure infrastructure, TenantId fresh) {
    client = MongoClients.create(infrastructure.mongoUri());
    mongo = new MongoTemplate(client, fresh.value());
    store = new DatabaseQuoteStore(mongo);
  }

  @AfterEach
  void close() {
    mongo().getDb().drop();
    Objects.requireNonNull(client).close();
  }

  @Override
  QuoteStore store() {
    return Objects.requireNonNull(store);
  }

  private MongoTemplate mongo() {
    return Objects.requireNonNull(mongo);
  }

  @Test
  void numbers_have_no_gap_and_no_repeat_when_many_are_given_at_once(TenantId tenant)
      throws Exception {
    QuoteNumbering numbering = new QuoteNumbering(store(), new DatabaseSequenceStore(mongo()));
    Callable<List<String>> work =
        () -> {
          var numbers = new ArrayList<String>();
          for (int i = 0; i < QUOTES_EACH; i++) {
            Quote draft = DemoQuotes.draft(tenant, new SessionId("sess_1"), DemoQuotes.NOON);
            store().insert(draft);
            numbers.add(String.valueOf(numbering.number(tenant, draft.id(), "BMC").number()));
          }
          return numbers;
        };

    var given = new ArrayList<String>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<String>> each :
          threads.invokeAll(IntStream.range(0, THREADS).mapToObj(_ -> work).toList())) {
        given.addAll(each.get());
      }
    }

    List<String> expected =
        IntStream.rangeClosed(1, THREADS * QUOTES_EACH)
            .mapToObj("BMC-2026-%06d"::formatted)
            .toList();
    assertThat(given).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(store().page(tenant, null, null, THREADS * QUOTES_EACH))
        .extracting(Quote::number)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void a_sequence_moves_only_from_what_was_read(TenantId tenant) {
    QuoteSequenceStore sequences = new DatabaseSequenceStore(mongo());
    QuoteSequence first = new QuoteSequence(1, new QuoteId(new UUID(0, 1)));
    QuoteSequence second = new QuoteSequence(2, new QuoteId(new UUID(0, 2)));

    assertThat(sequences.read(tenant, 2026)).isEqualTo(QuoteSequence.START);
    assertThat(sequences.compareAndSet(tenant, 2026, first, second)).isFalse();
    assertThat(sequences.compareAndSet(tenant, 2026, QuoteSequence.START, first)).isTrue();
    assertThat(sequences.compareAndSet(tenant, 2026, QuoteSequence.START, second)).isFalse();
    assertThat(sequences.compareAndSet(tenant, 2026, first, second)).isTrue();
    assertThat(sequences.read(tenant, 2026)).isEqualTo(second);
    assertThat(sequences.read(tenant, 2027)).isEqualTo(QuoteSequence.START);
  }
}
