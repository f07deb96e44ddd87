package dev.batuta.quote.quote;

import static dev.batuta.quote.testing.DemoQuotes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.quote.testing.DemoQuotes;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What every store of quotes does, in memory or on a server. */
abstract class QuoteStoreContract {
  private static final TenantId TENANT = new TenantId("bmc-uruguay");
  private static final TenantId OTHER = new TenantId("tienda-colombia");
  private static final SessionId SESSION = new SessionId("sess_1");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** An empty store for each test. */
  abstract QuoteStore store();

  @Test
  void a_quote_is_kept_with_every_amount_exact() {
    Quote draft = draft(0);

    assertThat(store().insert(draft)).isTrue();
    assertThat(store().find(TENANT, draft.id())).contains(draft);
  }

  @Test
  void a_second_quote_of_the_same_id_changes_nothing() {
    Quote draft = draft(0);
    store().insert(draft);

    assertThat(store().insert(draft.numbered("BMC-2026-000009"))).isFalse();
    assertThat(store().find(TENANT, draft.id())).contains(draft);
  }

  @Test
  void a_tenant_sees_only_its_own() {
    Quote draft = draft(0);
    store().insert(draft);
    store().replace(sent(draft.numbered("BMC-2026-000001")));

    assertThat(store().find(OTHER, draft.id())).isEmpty();
    assertThat(store().page(OTHER, null, null, 10)).isEmpty();
    assertThat(store().newestHandedOut(OTHER, SESSION)).isEmpty();
    assertThat(store().announced(OTHER, draft.id(), 0, 1)).isFalse();
  }

  @Test
  void only_the_next_version_replaces_a_quote() {
    Quote draft = draft(0);
    store().insert(draft);
    Quote numbered = draft.numbered("BMC-2026-000001");

    assertThat(store().replace(sent(numbered))).isFalse();
    assertThat(store().replace(numbered)).isTrue();
    assertThat(store().replace(draft.numbered("BMC-2026-000002"))).isFalse();
    assertThat(store().find(TENANT, draft.id())).contains(numbered);
  }

  @Test
  void pages_run_from_the_newest_to_the_oldest() {
    Quote oldest = draft(0);
    Quote middle = draft(1);
    Quote newest = draft(2);
    store().insert(middle);
    store().insert(newest);
    store().insert(oldest);

    assertThat(store().page(TENANT, null, null, 2)).containsExactly(newest, middle);
    assertThat(store().page(TENANT, null, middle.id(), 2)).containsExactly(oldest);
    assertThat(store().page(TENANT, QuoteStatus.DRAFT, newest.id(), 1)).containsExactly(middle);
    assertThat(store().page(TENANT, QuoteStatus.SENT, null, 2)).isEmpty();
  }

  @Test
  void sent_quotes_whose_day_is_over_are_found() {
    Quote first = draft(0);
    Quote sent = sent(first);
    store().insert(first);
    store().replace(sent);
    store().insert(draft(1));
    LocalDate last = sent.validUntil();

    assertThat(store().sentAndValidBefore(last, 10)).isEmpty();
    assertThat(store().sentAndValidBefore(last.plusDays(1), 10)).containsExactly(sent);
  }

  @Test
  void quotes_without_a_number_are_found_until_they_have_one() {
    Quote draft = draft(0);
    store().insert(draft);

    assertThat(store().withoutNumber(draft.createdAt(), 10)).isEmpty();
    assertThat(store().withoutNumber(draft.createdAt().plus(MINUTE), 10)).containsExactly(draft);
    store().replace(draft.numbered("BMC-2026-000001"));
    assertThat(store().withoutNumber(draft.createdAt().plus(MINUTE), 10)).isEmpty();
  }

  @Test
  void the_newest_quote_of_a_conversation_is_found_once_it_is_handed_out() {
    Quote older = draft(0);
    Quote newer = draft(1);
    store().insert(older);
    store().insert(newer);

    assertThat(store().newestHandedOut(TENANT, SESSION)).isEmpty();
    store().replace(sent(older));
    assertThat(store().newestHandedOut(TENANT, SESSION)).contains(sent(older));
    store().replace(sent(newer));
    assertThat(store().newestHandedOut(TENANT, SESSION)).contains(sent(newer));
    assertThat(store().newestHandedOut(TENANT, new SessionId("sess_2"))).isEmpty();
  }

  @Test
  void steps_are_due_until_they_are_announced() {
    Quote draft = draft(0);
    Quote numbered = draft.numbered("BMC-2026-000001");
    Quote sent = sent(numbered);
    var later = sent.updatedAt().plus(MINUTE);
    store().insert(draft);
    assertThat(store().unannounced(later, 10)).isEmpty();
    store().replace(numbered);

    assertThat(store().announced(TENANT, draft.id(), 0, 1)).isTrue();
    assertThat(store().unannounced(later, 10)).isEmpty();
    store().replace(sent);
    assertThat(store().announced(TENANT, draft.id(), 0, 1)).isFalse();
    assertThat(store().unannounced(sent.updatedAt(), 10)).isEmpty();
    assertThat(store().unannounced(later, 10)).containsExactly(new QuoteStore.Unannounced(sent, 1));
  }

  @Test
  void a_step_that_is_noted_after_the_next_one_came_is_not_announced_again() {
    Quote draft = draft(0);
    Quote numbered = draft.numbered("BMC-2026-000001");
    Quote sent = sent(numbered);
    var later = sent.updatedAt().plus(MINUTE);
    store().insert(draft);
    store().replace(numbered);
    store().replace(sent);

    assertThat(store().announced(TENANT, draft.id(), 0, 1)).isTrue();
    assertThat(store().unannounced(later, 10)).containsExactly(new QuoteStore.Unannounced(sent, 1));
    assertThat(store().announced(TENANT, draft.id(), 1, 2)).isTrue();
    assertThat(store().unannounced(later, 10)).isEmpty();
  }

  private static Quote draft(int minute) {
    return DemoQuotes.draft(TENANT, SESSION, NOON.plus(MINUTE.multipliedBy(minute)));
  }

  private static Quote sent(Quote quote) {
    return switch (quote.send("system", quote.createdAt())) {
      case Quote.Outcome.Changed(var sent) -> sent;
      case Quote.Outcome.NotAllowed _, Quote.Outcome.NoLongerValid _ ->
          throw new AssertionError("not sent");
    };
  }
}
