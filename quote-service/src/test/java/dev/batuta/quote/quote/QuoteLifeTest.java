package dev.batuta.quote.quote;

import static dev.batuta.quote.testing.DemoQuotes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batuta.quote.money.MoneyJson;
import dev.batuta.quote.testing.DemoQuotes;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The demo quotes hold for ten days after 20 November 2026 in Montevideo (UTC-3). */
final class QuoteLifeTest {
  private static final Instant LAST_MOMENT = Instant.parse("2026-12-01T02:59:59Z");
  private static final Instant TOO_LATE = Instant.parse("2026-12-01T03:00:00Z");

  @Test
  void a_draft_holds_for_the_validity_days_of_its_tenant() {
    Quote quote = DemoQuotes.draft();

    assertThat(quote.status()).isEqualTo(QuoteStatus.DRAFT);
    assertThat(quote.validUntil()).isEqualTo(LocalDate.of(2026, 11, 30));
    assertThat(quote.year()).isEqualTo(2026);
  }

  @Test
  void a_quote_goes_from_draft_to_sent_to_accepted() {
    Quote accepted = changed(sent().accept("customer", NOON));

    assertThat(accepted.status()).isEqualTo(QuoteStatus.ACCEPTED);
    assertThat(accepted.version()).isEqualTo(3);
    assertThat(accepted.history())
        .extracting(QuoteChange::to)
        .containsExactly(QuoteStatus.DRAFT, QuoteStatus.SENT, QuoteStatus.ACCEPTED);
  }

  @Test
  void a_rejection_keeps_the_customers_reason() {
    Quote rejected = changed(sent().reject("customer", "muy caro", NOON));

    assertThat(rejected.history().getLast().reason()).isEqualTo("muy caro");
  }

  @Test
  void a_draft_cannot_be_accepted() {
    assertThat(DemoQuotes.draft().accept("customer", NOON))
        .isEqualTo(new Quote.Outcome.NotAllowed(QuoteStatus.DRAFT, QuoteStatus.ACCEPTED));
  }

  @Test
  void an_accepted_quote_stays_accepted() {
    Quote accepted = changed(sent().accept("customer", NOON));

    assertThat(accepted.reject("customer", null, NOON))
        .isEqualTo(new Quote.Outcome.NotAllowed(QuoteStatus.ACCEPTED, QuoteStatus.REJECTED));
    assertThat(accepted.accept("customer", NOON)).isInstanceOf(Quote.Outcome.NotAllowed.class);
    assertThat(accepted.send("customer", NOON)).isInstanceOf(Quote.Outcome.NotAllowed.class);
    assertThat(accepted.asOf(TOO_LATE).status()).isEqualTo(QuoteStatus.ACCEPTED);
  }

  @Test
  void a_quote_can_be_accepted_until_the_end_of_its_last_day_where_the_tenant_is() {
    assertThat(changed(sent().accept("customer", LAST_MOMENT)).status())
        .isEqualTo(QuoteStatus.ACCEPTED);
  }

  @Test
  void after_its_last_day_a_quote_is_expired_whether_or_not_that_was_stored() {
    assertThat(sent().asOf(TOO_LATE).status()).isEqualTo(QuoteStatus.EXPIRED);
    assertThat(sent().asOf(TOO_LATE).history().getLast().at()).isEqualTo(TOO_LATE);
    assertThat(sent().accept("customer", TOO_LATE))
        .isEqualTo(new Quote.Outcome.NotAllowed(QuoteStatus.EXPIRED, QuoteStatus.ACCEPTED));
  }

  @Test
  void a_draft_whose_validity_is_over_cannot_be_sent() {
    assertThat(DemoQuotes.draft().send("system", TOO_LATE))
        .isEqualTo(new Quote.Outcome.NoLongerValid(LocalDate.of(2026, 11, 30)));
  }

  @Test
  void a_quote_is_the_same_after_a_round_trip_through_json() {
    Quote quote = sent().numbered("BMC-2026-000001");
    String json = MoneyJson.mapper().writeValueAsString(quote);

    assertThat(MoneyJson.mapper().readValue(json, Quote.class)).isEqualTo(quote);
    assertThat(json)
        .contains("\"status\":\"sent\"")
        .contains("\"number\":\"BMC-2026-000001\"")
        .contains("\"valid_until\":\"2026-11-30\"");
  }

  private static Quote sent() {
    return changed(DemoQuotes.draft().send("system", NOON));
  }

  private static Quote changed(Quote.Outcome outcome) {
    return switch (outcome) {
      case Quote.Outcome.Changed(var quote) -> quote;
      case Quote.Outcome.NotAllowed no -> throw new AssertionError(no);
      case Quote.Outcome.NoLongerValid no -> throw new AssertionError(no);
    };
  }
}
