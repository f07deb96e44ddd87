package dev.batuta.conversation.turn;

import dev.batuta.agent.context.SharedContext;
import dev.batuta.agent.context.SharedContextStore;
import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import org.springframework.stereotype.Component;

/** The conversation agent's part of the shared contexts. */
@Component
class TurnMemories {
  private static final AgentId AGENT = new AgentId("conversation_agent");

  private final SharedContextStore contexts;

  TurnMemories(SharedContextStore contexts) {
    this.contexts = contexts;
  }

  SharedContext read(TenantId tenant, SessionId session) {
    return contexts.read(tenant, session);
  }

  TurnMemory of(SharedContext context) {
    return context
        .part(AGENT)
        .map(part -> ContractJson.mapper().treeToValue(part, TurnMemory.class))
        .orElse(TurnMemory.NEW);
  }

  /**
   * Replaces what is remembered.
   *
   * @throws org.springframework.dao.OptimisticLockingFailureException if somebody wrote since; the
   *     task is then tried again
   */
  void write(SharedContext context, TurnMemory memory) {
    var _ = contexts.write(context, AGENT, ContractJson.mapper().valueToTree(memory));
  }
}
