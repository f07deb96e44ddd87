package dev.batuta.quote.chat;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import org.springframework.stereotype.Component;

/** The customer declines the newest quote of the conversation. */
@Component
final class RejectQuoteHandler implements TaskHandler {
  private static final Capability REJECT_QUOTE = new Capability("reject_quote");

  private final CustomerDecisions decisions;

  RejectQuoteHandler(CustomerDecisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public Capability capability() {
    return REJECT_QUOTE;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    return decisions.reject(task);
  }
}
