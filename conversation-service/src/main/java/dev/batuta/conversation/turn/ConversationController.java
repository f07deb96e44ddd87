package dev.batuta.conversation.turn;

import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.conversation.dialogue.Slots;
import dev.batuta.conversation.history.Message;
import dev.batuta.conversation.history.MessageStatus;
import dev.batuta.conversation.history.MessageStore;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows conversations: where the dialogue stands, and the messages. */
@RestController
@RequestMapping("/api/v1/conversations")
class ConversationController {
  private static final int MOST = 500;

  private final TurnMemories memories;
  private final MessageStore messages;

  ConversationController(TurnMemories memories, MessageStore messages) {
    this.memories = memories;
    this.messages = messages;
  }

  /** Where a dialogue stands. */
  record Conversation(
      SessionId sessionId,
      @Nullable String intent,
      Slots slots,
      List<String> missing,
      @Nullable String asked,
      @Nullable String language) {}

  /** One message, without the channel's bookkeeping. */
  record Line(
      String messageId,
      String direction,
      String type,
      String text,
      MessageStatus status,
      Instant createdAt) {}

  /** A conversation's newest messages, oldest first. */
  record Lines(List<Line> messages) {}

  @GetMapping("/{session_id}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  Conversation show(TenantId tenant, @PathVariable("session_id") String sessionId) {
    SessionId session = session(sessionId);
    TurnMemory memory = memories.of(memories.read(tenant, session));
    if (memory.lastTurn() == null) {
      throw ProblemException.notFound("conversation", sessionId);
    }
    return new Conversation(
        session,
        memory.dialogue().intent(),
        memory.dialogue().slots(),
        memory.dialogue().missing(),
        memory.dialogue().asked(),
        memory.language());
  }

  @GetMapping("/{session_id}/messages")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN})
  Lines messages(
      TenantId tenant,
      @PathVariable("session_id") String sessionId,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.field("#/limit", "limit is 1 to 500");
    }
    return new Lines(
        messages.ofSession(tenant, session(sessionId), limit).stream()
            .map(ConversationController::line)
            .toList());
  }

  private static Line line(Message message) {
    return new Line(
        message.messageId(),
        message.direction().name().toLowerCase(Locale.ROOT),
        message.type(),
        message.text(),
        message.status(),
        message.createdAt());
  }

  private static SessionId session(String text) {
    try {
      return new SessionId(text);
    } catch (IllegalArgumentException _) {
      throw ProblemException.notFound("conversation", text);
    }
  }
}
