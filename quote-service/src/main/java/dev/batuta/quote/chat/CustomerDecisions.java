package dev.batuta.quote.chat;

import static java.util.Objects.requireNonNull;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quote.QuoteStatus;
import dev.batuta.quote.quote.Quotes;
import dev.batuta.quote.quoting.Quoting;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A customer's yes or no. It always means the newest quote that was handed out in the conversation:
 * an older one is never taken in its place, so that a repeated yes cannot accept a second quote.
 */
@Component
final class CustomerDecisions {
  private final Quotes quotes;
  private final Quoting quoting;

  CustomerDecisions(Quotes quotes, Quoting quoting) {
    this.quotes = quotes;
    this.quoting = quoting;
  }

  /**
   * The input.
   *
   * @param language BCP 47, in which the customer writes; needed only where there is no quote, and
   *     then the tenant's own stands for one that is null
   */
  record Payload(SessionId sessionId, @Nullable String language) {
    Payload {
      requireNonNull(sessionId, "session_id");
    }
  }

  TaskOutcome accept(AgentTask task) {
    return decide(task, quoting::accept);
  }

  TaskOutcome reject(AgentTask task) {
    return decide(task, quoting::reject);
  }

  private TaskOutcome decide(AgentTask task, Function<Quote, Quote.Outcome> decision) {
    TenantId tenant = task.tenant();
    Payload payload = task.payload(Payload.class);
    Quote quote = quotes.newestHandedOut(tenant, payload.sessionId()).orElse(null);
    if (quote == null) {
      String language = payload.language() == null ? quoting.language(tenant) : payload.language();
      return TaskOutcome.completed(QuoteAnswer.of("none", ChatWording.of(language).noQuote()));
    }
    return TaskOutcome.completed(
        switch (decision.apply(quote)) {
          case Quote.Outcome.Changed(var changed) -> decided(changed);
          case Quote.Outcome.NotAllowed(var current, var wanted) ->
              current == wanted ? decided(quote) : otherwise(quote, current);
          case Quote.Outcome.NoLongerValid _ -> otherwise(quote, QuoteStatus.EXPIRED);
        });
  }

  private static QuoteAnswer decided(Quote quote) {
    ChatWording words = ChatWording.of(quote.language());
    String text =
        quote.status() == QuoteStatus.ACCEPTED ? words.accepted(quote) : words.rejected(quote);
    return QuoteAnswer.about(quote, quote.status().word(), text);
  }

  private static QuoteAnswer otherwise(Quote quote, QuoteStatus current) {
    ChatWording words = ChatWording.of(quote.language());
    return switch (current) {
      case EXPIRED -> QuoteAnswer.about(quote, "expired", words.expired(quote));
      case ACCEPTED -> QuoteAnswer.about(quote, "none", words.alreadyAccepted(quote));
      case REJECTED -> QuoteAnswer.about(quote, "none", words.alreadyRejected(quote));
      case DRAFT, SENT -> QuoteAnswer.of("none", words.noQuote());
    };
  }
}
