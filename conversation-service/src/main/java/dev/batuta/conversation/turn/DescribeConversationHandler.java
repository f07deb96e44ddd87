package dev.batuta.conversation.turn;

import static java.util.Objects.requireNonNull;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import dev.batuta.contracts.SessionId;
import dev.batuta.conversation.history.Message;
import dev.batuta.conversation.history.MessageStore;
import dev.batuta.conversation.understanding.TenantContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says where a conversation's customer can be reached, and whether they may be written to now. */
@Component
class DescribeConversationHandler implements TaskHandler {
  private static final Capability DESCRIBE = new Capability("describe_conversation");

  /**
   * So long after the customer's last message WhatsApp takes words of our own; after that it takes
   * only templates that Meta has approved.
   */
  private static final Duration WINDOW = Duration.ofHours(24);

  private final MessageStore messages;
  private final TurnMemories memories;
  private final TenantContext tenants;
  private final InstantSource clock;

  DescribeConversationHandler(
      MessageStore messages, TurnMemories memories, TenantContext tenants, InstantSource clock) {
    this.messages = messages;
    this.memories = memories;
    this.tenants = tenants;
    this.clock = clock;
  }

  /** The input. */
  record Payload(SessionId sessionId) {
    Payload {
      requireNonNull(sessionId, "session_id");
    }
  }

  /**
   * The result.
   *
   * @param channel where the customer wrote last; null when they never did
   * @param contact their address on it; null when they never wrote
   * @param language BCP 47 tag that answers are written in
   * @param quiet whether they want no messages, or a person has taken over
   * @param lastMessageAt when they wrote last; null when they never did
   * @param windowOpen whether the channel takes words of our own now
   * @param canWrite whether a message that they did not ask for may be sent now
   */
  record Description(
      SessionId sessionId,
      @Nullable String channel,
      @Nullable String contact,
      String language,
      boolean quiet,
      @Nullable Instant lastMessageAt,
      boolean windowOpen,
      boolean canWrite) {}

  @Override
  public Capability capability() {
    return DESCRIBE;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    SessionId session = task.payload(Payload.class).sessionId();
    TurnMemory memory = memories.of(memories.read(task.tenant(), session));
    Message last = messages.lastOfCustomer(task.tenant(), session).orElse(null);
    UnderstoodTurn output = memory.lastOutput();
    String language = output == null ? tenants.locale(task.tenant()) : output.language();
    boolean quiet = memory.dialogue().quiet();
    boolean open =
        last != null
            && (!last.channel().equals("whatsapp")
                || Duration.between(last.createdAt(), clock.instant()).compareTo(WINDOW) < 0);
    return TaskOutcome.completed(
        new Description(
            session,
            last == null ? null : last.channel(),
            last == null ? null : last.contact(),
            language,
            quiet,
            last == null ? null : last.createdAt(),
            open,
            open && !quiet));
  }
}
