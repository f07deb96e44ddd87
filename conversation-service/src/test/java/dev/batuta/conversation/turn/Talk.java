package dev.batuta.conversation.turn;

import static java.util.Objects.requireNonNull;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.TurnId;
import dev.batuta.conversation.testing.RunningService;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation, turn by turn, as the orchestrator leads it: understand, ask the quote agent where
 * it is needed, answer. The quote agent is played here; it grants everything.
 */
final class Talk {
  private final RunningService service;
  private final TenantId tenant;
  private final SessionId session = RunningService.freshSession();
  private final @Nullable String contactName;
  private int turns;
  private @Nullable String nextOutcome;

  Talk(RunningService service, TenantId tenant, @Nullable String contactName) {
    this.service = service;
    this.tenant = tenant;
    this.contactName = contactName;
  }

  /**
   * What a turn led to.
   *
   * @param understood result of the first step
   * @param answer result of the last step
   */
  record Reply(UnderstoodTurn understood, Answer answer) {
    NextAction action() {
      return answer.nextAction();
    }

    UnderstoodTurn.QuoteRequest request() {
      return requireNonNull(understood.quoteRequest(), "nothing is to be priced");
    }

    String text() {
      return answer.response();
    }
  }

  SessionId session() {
    return session;
  }

  /** The quote agent's next answer has this outcome instead of the good one. */
  Talk quoteAgentAnswers(String outcome) {
    nextOutcome = outcome;
    return this;
  }

  /** The customer says several things, and gets the answer to the last. */
  Reply says(String... texts) {
    Reply last = null;
    for (String text : texts) {
      last = turn(text);
    }
    if (last == null) {
      throw new IllegalArgumentException("a customer says at least one thing");
    }
    return last;
  }

  /** Whether the same turn, given twice as after a crash, is understood in the same way. */
  boolean isTheSameWhenRepeated(String text) {
    AgentTask task = understand(new TurnId(session + "." + turns++), text);
    UnderstandHandler handler = service.bean(UnderstandHandler.class);
    return handler.handle(task).equals(handler.handle(task));
  }

  private Reply turn(String text) {
    TurnId turn = new TurnId(session + "." + turns++);
    UnderstoodTurn understood =
        completed(
            service.bean(UnderstandHandler.class).handle(understand(turn, text)),
            UnderstoodTurn.class);
    ObjectNode steps = ContractJson.mapper().createObjectNode();
    steps.put("session_id", session.value());
    steps.put("turn_id", turn.value());
    steps.set("understood", ContractJson.mapper().valueToTree(understood));
    switch (understood.nextAction()) {
      case CREATE_QUOTE -> steps.set("created", quoteAgent("created"));
      case PRICE_PRODUCTS -> steps.set("priced", quoteAgent("priced"));
      case ACCEPT_QUOTE -> steps.set("accepted", quoteAgent("accepted"));
      case REJECT_QUOTE -> steps.set("rejected", quoteAgent("rejected"));
      case COLLECT_QUOTE_DATA,
          CONFIRM_QUOTE,
          COLLECT_ORDER_NUMBER,
          HAND_OFF,
          OFFER_PERSON,
          CLARIFY,
          ANSWER -> {}
    }
    Answer answer =
        completed(
            service.bean(AnswerHandler.class).handle(RunningService.task(tenant, steps)),
            Answer.class);
    return new Reply(understood, answer);
  }

  private AgentTask understand(TurnId turn, String text) {
    return RunningService.task(
        tenant,
        new UnderstandHandler.Turn(
            session,
            turn,
            "chat",
            "+59899123456",
            contactName,
            text,
            List.of(turn + ".in"),
            Instant.EPOCH));
  }

  private JsonNode quoteAgent(String granted) {
    String outcome = nextOutcome == null ? granted : nextOutcome;
    nextOutcome = null;
    return ContractJson.mapper()
        .createObjectNode()
        .put("outcome", outcome)
        .put("text", "quote agent: " + outcome);
  }

  private static <T> T completed(TaskOutcome outcome, Class<T> type) {
    if (outcome instanceof TaskOutcome.Completed(var result)) {
      return ContractJson.mapper().treeToValue(result, type);
    }
    throw new AssertionError("expected a completed task, found " + outcome);
  }
}
