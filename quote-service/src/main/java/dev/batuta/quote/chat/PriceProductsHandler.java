package dev.batuta.quote.chat;

import static java.util.Objects.requireNonNull;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import dev.batuta.quote.catalogue.Catalogue;
import dev.batuta.quote.catalogue.Catalogues;
import dev.batuta.quote.pricing.ItemRequest;
import dev.batuta.quote.pricing.PriceLookup;
import dev.batuta.quote.pricing.PriceLookup.Answer;
import dev.batuta.quote.pricing.Refusal;
import dev.batuta.quote.quoting.Quoting;
import dev.batuta.quote.quoting.RefusalView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells a customer list prices. */
@Component
final class PriceProductsHandler implements TaskHandler {
  private static final Capability PRICE_PRODUCTS = new Capability("price_products");

  /** With the two closing lines it is twelve. */
  private static final int MOST_LINES = 10;

  private final Catalogues catalogues;
  private final PriceLookup lookup;
  private final Quoting quoting;

  PriceProductsHandler(Catalogues catalogues, PriceLookup lookup, Quoting quoting) {
    this.catalogues = catalogues;
    this.lookup = lookup;
    this.quoting = quoting;
  }

  /**
   * The input.
   *
   * @param language BCP 47, in which the customer writes; null when not known
   */
  record Payload(@Nullable String language, Request request) {
    Payload {
      requireNonNull(request, "request");
    }
  }

  /** What the customer asks about. */
  record Request(@Nullable List<ItemRequest> items) {}

  @Override
  public Capability capability() {
    return PRICE_PRODUCTS;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    Payload payload = task.payload(Payload.class);
    String language =
        payload.language() == null ? quoting.language(task.tenant()) : payload.language();
    Catalogue catalogue = catalogues.find(task.tenant()).orElse(null);
    if (catalogue == null) {
      return TaskOutcome.completed(
          QuoteAnswer.of("refused", ChatWording.of(language).noCatalogue()));
    }
    List<ItemRequest> asked = payload.request().items();
    return TaskOutcome.completed(
        answer(
            catalogue, asked == null ? List.of() : asked, quoting.today(task.tenant()), language));
  }

  private QuoteAnswer answer(
      Catalogue catalogue, List<ItemRequest> asked, LocalDate today, String language) {
    List<Answer> answers =
        asked.stream()
            .map(PriceProductsHandler::withoutMeasures)
            .distinct()
            .limit(MOST_LINES)
            .map(item -> lookup.prices(catalogue, item, today))
            .toList();
    var refusals = new ArrayList<Refusal>();
    boolean priced = false;
    for (Answer answer : answers) {
      switch (answer) {
        case Answer.Listed _ -> priced = true;
        case Answer.Refused(var reason) -> refusals.add(reason);
      }
    }
    if (answers.isEmpty()) {
      refusals.add(new Refusal.NoItems());
    }
    return priced
        ? new QuoteAnswer(
            "priced", text(answers, language), null, RefusalView.of(refusals, language))
        : QuoteAnswer.refused(refusals, language);
  }

  private static String text(List<Answer> answers, String language) {
    ChatWording words = ChatWording.of(language);
    int share = MOST_LINES / answers.size();
    int left = 0;
    var lines = new ArrayList<String>();
    for (Answer answer : answers) {
      switch (answer) {
        case Answer.Listed listed -> {
          listed.prices().stream().limit(share).map(words::price).forEach(lines::add);
          left += Math.max(0, listed.prices().size() - share);
        }
        case Answer.Refused(var reason) -> lines.add(words.refusal(List.of(reason)));
      }
    }
    if (left > 0) {
      lines.add(words.morePrices(left));
    }
    lines.add(words.askForQuantity());
    return String.join("\n", lines);
  }

  private static ItemRequest withoutMeasures(ItemRequest item) {
    return new ItemRequest(
        item.product(),
        null,
        null,
        item.thicknessMm(),
        null,
        null,
        null,
        item.colour(),
        item.size(),
        item.variant());
  }
}
