package dev.batuta.agent.context;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;
import tools.jackson.databind.JsonNode;

/**
 * What the agents of one conversation know together: a part per agent, which only that agent
 * writes, and the newest earlier versions.
 *
 * @param id tenant and session
 * @param tenantId whose conversation
 * @param sessionId which conversation
 * @param parts what each agent wrote, by agent id
 * @param history earlier parts, newest last, at most {@link #HISTORY}
 * @param expiresAt when it may be forgotten; readers treat it as gone from then on
 * @param version counts writes; null for one that is not stored yet
 */
@Document("shared_contexts")
public record SharedContext(
    @Id String id,
    TenantId tenantId,
    SessionId sessionId,
    Map<String, JsonNode> parts,
    List<Change> history,
    Instant expiresAt,
    @Version @Nullable Long version) {
  /** How many earlier parts are kept. */
  public static final int HISTORY = 10;

  /**
   * A part as it was before a write.
   *
   * @param agent who wrote over it
   * @param part what stood there
   * @param replacedAt when it was replaced
   */
  public record Change(AgentId agent, JsonNode part, Instant replacedAt) {}

  public SharedContext {
    parts = Map.copyOf(parts);
    history = List.copyOf(history);
  }

  /** What an agent wrote; empty if it has written nothing. */
  public Optional<JsonNode> part(AgentId agent) {
    return Optional.ofNullable(parts.get(agent.value()));
  }
}
