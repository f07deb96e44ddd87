package dev.batuta.quote.chat;

import static java.util.Objects.requireNonNull;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.QuoteId;
import dev.batuta.contracts.SessionId;
import dev.batuta.quote.pricing.ItemRequest;
import dev.batuta.quote.pricing.QuoteRequest;
import dev.batuta.quote.quote.Customer;
import dev.batuta.quote.quoting.Inquiry;
import dev.batuta.quote.quoting.Offer;
import dev.batuta.quote.quoting.Quoting;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes a quote in a conversation and hands it to the customer in the same turn. The quote's id is
 * the task's, so a repeated task finds the quote that it has made.
 */
@Component
final class CreateQuoteHandler implements TaskHandler {
  private static final Capability CREATE_QUOTE = new Capability("create_quote");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9]\\d{6,14}");

  private final Quoting quoting;

  CreateQuoteHandler(Quoting quoting) {
    this.quoting = quoting;
  }

  /**
   * The input.
   *
   * @param contact the customer's address on the channel; stands for a phone that was not said
   * @param language BCP 47, in which the customer writes; null when not known
   */
  record Payload(
      SessionId sessionId, @Nullable String contact, @Nullable String language, Request request) {
    Payload {
      requireNonNull(sessionId, "session_id");
      requireNonNull(request, "request");
    }
  }

  /** What the customer wants; null is what was not said. */
  record Request(
      @Nullable List<ItemRequest> items,
      @Nullable List<String> without,
      @Nullable Customer customer) {
    QuoteRequest things() {
      return new QuoteRequest(items == null ? List.of() : items, without);
    }
  }

  @Override
  public Capability capability() {
    return CREATE_QUOTE;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    Payload payload = task.payload(Payload.class);
    Inquiry inquiry =
        new Inquiry(
            payload.request().things(),
            customer(payload.request().customer(), payload.contact()),
            payload.language(),
            payload.sessionId());
    Offer offer = quoting.offer(task.tenant(), new QuoteId(task.id().value()), inquiry);
    return TaskOutcome.completed(
        switch (offer) {
          case Offer.Made(var quote) ->
              QuoteAnswer.about(quote, "created", ChatWording.of(quote.language()).offer(quote));
          case Offer.Refused(var reasons, var language) -> QuoteAnswer.refused(reasons, language);
          case Offer.NoCatalogue(var language) ->
              QuoteAnswer.of("refused", ChatWording.of(language).noCatalogue());
        });
  }

  private static Customer customer(@Nullable Customer said, @Nullable String contact) {
    Customer known = said == null ? Customer.UNKNOWN : said;
    if (known.phone() != null || contact == null || !PHONE.matcher(contact).matches()) {
      return known;
    }
    return new Customer(known.name(), contact, known.email(), known.documentId(), known.city());
  }
}
