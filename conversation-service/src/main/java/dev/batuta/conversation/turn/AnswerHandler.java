package dev.batuta.conversation.turn;

import dev.batuta.agent.context.SharedContext;
import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.TurnId;
import dev.batuta.conversation.catalogue.ProductVocabularies;
import dev.batuta.conversation.understanding.TenantContext;
import dev.batuta.conversation.vocabulary.ProductGroup;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Words the answer of a turn. Every amount in it comes from the quote agent, which gives its
 * sentences ready made.
 */
@Component
class AnswerHandler implements TaskHandler {
  private static final Capability COMPOSE = new Capability("compose_answer");

  private final TurnMemories memories;
  private final TenantContext tenants;
  private final ProductVocabularies vocabularies;

  AnswerHandler(TurnMemories memories, TenantContext tenants, ProductVocabularies vocabularies) {
    this.memories = memories;
    this.tenants = tenants;
    this.vocabularies = vocabularies;
  }

  /**
   * What the steps before have produced; null where one was not taken or failed.
   *
   * @param understood result of {@code understand_message}
   * @param created result of {@code create_quote}
   * @param priced result of {@code price_products}
   * @param accepted result of {@code accept_quote}
   * @param rejected result of {@code reject_quote}
   */
  record Steps(
      SessionId sessionId,
      TurnId turnId,
      @Nullable UnderstoodTurn understood,
      @Nullable JsonNode created,
      @Nullable JsonNode priced,
      @Nullable JsonNode accepted,
      @Nullable JsonNode rejected) {
    /** What the quote agent produced; null when it was not asked or failed. */
    @Nullable JsonNode quoteResult() {
      for (JsonNode each : new JsonNode[] {created, priced, accepted, rejected}) {
        if (each != null && each.isObject()) {
          return each;
        }
      }
      return null;
    }
  }

  @Override
  public Capability capability() {
    return COMPOSE;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    Steps steps = task.payload(Steps.class);
    UnderstoodTurn understood = steps.understood();
    if (understood == null) {
      String language = tenants.locale(task.tenant());
      return TaskOutcome.completed(
          new Answer(
              Wording.of(language).failure(), null, 0, NextAction.HAND_OFF, null, null, language));
    }
    JsonNode result = steps.quoteResult();
    rememberQuote(task.tenant(), steps, understood, result);
    return TaskOutcome.completed(
        new Answer(
            text(task.tenant(), understood, result),
            understood.intent(),
            understood.confidence(),
            understood.nextAction(),
            understood.entities(),
            result == null ? null : result.get("quote"),
            understood.language()));
  }

  private String text(TenantId tenant, UnderstoodTurn understood, @Nullable JsonNode result) {
    Wording wording = Wording.of(understood.language());
    if (result != null) {
      return result.path("text").stringValue(wording.failure());
    }
    return switch (understood.nextAction()) {
      case CREATE_QUOTE, PRICE_PRODUCTS, ACCEPT_QUOTE, REJECT_QUOTE -> wording.failure();
      case COLLECT_QUOTE_DATA,
          CONFIRM_QUOTE,
          COLLECT_ORDER_NUMBER,
          HAND_OFF,
          OFFER_PERSON,
          CLARIFY,
          ANSWER ->
          wording.answer(
              understood,
              product -> vocabularies.name(tenant, product, understood.language()),
              product -> vocabularies.of(tenant).group(product) != ProductGroup.OTHER);
    };
  }

  /** A repeat of this task finds the same note already there. */
  private void rememberQuote(
      TenantId tenant, Steps steps, UnderstoodTurn understood, @Nullable JsonNode result) {
    if (result == null) {
      return;
    }
    SharedContext context = memories.read(tenant, steps.sessionId());
    TurnMemory memory = memories.of(context);
    TurnMemory next =
        switch (result.path("outcome").stringValue("")) {
          case "created" -> memory.withQuoted(understood.slots());
          case "accepted", "rejected", "none" -> memory.withQuoteSettled();
          case "expired" -> memory.withoutQuote();
          default -> memory;
        };
    if (!next.equals(memory)) {
      memories.write(context, next);
    }
  }
}
