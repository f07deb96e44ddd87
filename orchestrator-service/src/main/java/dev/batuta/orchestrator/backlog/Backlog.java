package dev.batuta.orchestrator.backlog;

import dev.batuta.contracts.AgentId;

/**
 * How far one lane of an agent is behind.
 *
 * @param agentId whose work it is
 * @param lane {@code high}, {@code normal} or {@code low}
 * @param oldestWaitingMs age of the oldest task that no agent has begun, in milliseconds; 0 when
 *     none waits
 */
public record Backlog(AgentId agentId, String lane, long oldestWaitingMs) {}
