package dev.batuta.quote.chat;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import org.springframework.stereotype.Component;

/** The customer takes the newest quote of the conversation. */
@Component
final class AcceptQuoteHandler implements TaskHandler {
  private static final Capability ACCEPT_QUOTE = new Capability("accept_quote");

  private final CustomerDecisions decisions;

  AcceptQuoteHandler(CustomerDecisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public Capability capability() {
    return ACCEPT_QUOTE;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    return decisions.accept(task);
  }
}
