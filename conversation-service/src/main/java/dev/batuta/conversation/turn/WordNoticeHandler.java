package dev.batuta.conversation.turn;

import static java.util.Objects.requireNonNull;

import dev.batuta.agent.task.AgentTask;
import dev.batuta.agent.task.TaskHandler;
import dev.batuta.agent.task.TaskOutcome;
import dev.batuta.contracts.Capability;
import dev.batuta.conversation.understanding.TenantContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Words a message that the customer did not ask for, in their language. */
@Component
class WordNoticeHandler implements TaskHandler {
  private static final Capability WORD = new Capability("word_notice");

  private final TenantContext tenants;

  WordNoticeHandler(TenantContext tenants) {
    this.tenants = tenants;
  }

  /**
   * The input.
   *
   * @param notice which one
   * @param language BCP 47; the tenant's own when null
   */
  record Payload(String notice, @Nullable String language) {
    Payload {
      requireNonNull(notice, "notice");
    }
  }

  @Override
  public Capability capability() {
    return WORD;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    Payload payload = task.payload(Payload.class);
    String language =
        payload.language() == null ? tenants.locale(task.tenant()) : payload.language();
    return Wording.of(language)
        .notice(payload.notice())
        .map(text -> TaskOutcome.completed(Map.of("response", text)))
        .orElseGet(
            () -> TaskOutcome.refused("unknown_notice", "there is no notice " + payload.notice()));
  }
}
