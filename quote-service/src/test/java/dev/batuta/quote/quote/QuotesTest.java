package dev.batuta.quote.quote;

import static dev.batuta.quote.testing.DemoQuotes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.TenantId;
import dev.batuta.quote.testing.DemoQuotes;
import dev.batuta.quote.testing.MemoryQuoteStore;
import dev.batuta.quote.testing.MemorySequenceStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class QuotesTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final MemoryQuoteStore store = new MemoryQuoteStore();
  private final Quotes quotes =
      new Quotes(store, new QuoteNumbering(store, new MemorySequenceStore()), now::get);
  private final Quote made = quotes.make(DemoQuotes.draft(), "BMC");

  @Test
  void a_quote_is_numbered_when_it_is_made() {
    assertThat(made.number()).isEqualTo("BMC-2026-000001");
    assertThat(quotes.find(made.tenantId(), made.id())).contains(made);
  }

  @Test
  void making_a_quote_again_gives_the_one_that_is_kept() {
    assertThat(quotes.make(made, "BMC")).isEqualTo(made);
    assertThat(quotes.make(DemoQuotes.draft(), "BMC").number()).isEqualTo("BMC-2026-000002");
  }

  @Test
  void another_tenant_does_not_see_the_quote() {
    var other = new TenantId("tienda-colombia");

    assertThat(quotes.find(other, made.id())).isEmpty();
    assertThat(quotes.accept(other, made.id(), "customer")).isEmpty();
    assertThat(quotes.page(other, null, null, 10)).isEmpty();
  }

  @Test
  void a_sent_quote_reads_as_expired_before_the_monitor_has_stored_it() {
    send();
    now.set(NOON.plus(Duration.ofDays(11)));

    assertThat(quotes.find(made.tenantId(), made.id()))
        .hasValueSatisfying(quote -> assertThat(quote.status()).isEqualTo(QuoteStatus.EXPIRED));
    assertThat(quotes.expireDue(10)).extracting(Quote::id).containsExactly(made.id());
    assertThat(quotes.expireDue(10)).isEmpty();
  }

  @Test
  void nothing_expires_while_it_holds() {
    send();
    now.set(NOON.plus(Duration.ofDays(10)));

    assertThat(quotes.expireDue(10)).isEmpty();
  }

  @Test
  void a_page_continues_after_the_last_quote_of_the_page_before() {
    Quote second = quotes.make(DemoQuotes.draft(), "BMC");
    var first = quotes.page(made.tenantId(), null, null, 1);

    var next = quotes.page(made.tenantId(), null, first.getFirst().id(), 1);

    assertThat(first).hasSize(1);
    assertThat(next).hasSize(1).isNotEqualTo(first);
    assertThat(quotes.page(made.tenantId(), null, null, 10)).contains(made, second);
  }

  @Test
  void a_quote_that_a_crash_left_without_a_number_is_found_after_a_while() {
    Quote left = DemoQuotes.draft();
    store.insert(left);

    assertThat(quotes.withoutNumber(Duration.ofMinutes(1), 10)).isEmpty();
    now.set(NOON.plus(Duration.ofMinutes(2)));
    assertThat(quotes.withoutNumber(Duration.ofMinutes(1), 10)).containsExactly(left);
  }

  private void send() {
    assertThat(quotes.send(made.tenantId(), made.id(), "system"))
        .hasValueSatisfying(
            outcome -> assertThat(outcome).isInstanceOf(Quote.Outcome.Changed.class));
  }
}
