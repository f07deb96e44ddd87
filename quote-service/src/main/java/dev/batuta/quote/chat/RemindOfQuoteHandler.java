package dev.batuta.quote.chat;

import static java.util.Objects.requireNonNull;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.QuoteId;
import dev.batuta.quote.quote.Quote;
import dev.batuta.quote.quote.QuoteStatus;
import dev.batuta.quote.quote.Quotes;
import org.springframework.stereotype.Component;

/** Words a reminder of a quote that the customer has not answered; settled ones need none. */
@Component
final class RemindOfQuoteHandler implements TaskHandler {
  private static final Capability REMIND = new Capability("remind_of_quote");
  private static final int REMINDERS = 3;

  private final Quotes quotes;

  RemindOfQuoteHandler(Quotes quotes) {
    this.quotes = quotes;
  }

  /**
   * The input.
   *
   * @param reminder which one, 1 to 3
   */
  record Payload(QuoteId quoteId, Integer reminder) {
    Payload {
      requireNonNull(quoteId, "quote_id");
      requireNonNull(reminder, "reminder");
      if (reminder < 1 || reminder > REMINDERS) {
        throw new IllegalArgumentException("reminder is 1 to 3, was " + reminder);
      }
    }
  }

  @Override
  public Capability capability() {
    return REMIND;
  }

  /** The outcome is {@code open} with the words, or {@code settled} without. */
  @Override
  public TaskOutcome handle(AgentTask task) {
    Payload payload = task.payload(Payload.class);
    Quote quote = quotes.find(task.tenant(), payload.quoteId()).orElse(null);
    if (quote == null) {
      return TaskOutcome.refused("unknown_quote", "there is no quote " + payload.quoteId());
    }
    return TaskOutcome.completed(
        quote.status() == QuoteStatus.SENT
            ? QuoteAnswer.about(
                quote, "open", ChatWording.of(quote.language()).reminder(quote, payload.reminder()))
            : QuoteAnswer.about(quote, "settled", ""));
  }
}
