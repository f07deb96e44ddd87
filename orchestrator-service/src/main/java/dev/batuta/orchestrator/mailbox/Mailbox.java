package dev.batuta.orchestrator.mailbox;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.TurnId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The messages of one conversation that wait, and the turn that is being answered.
 *
 * @param id tenant and session
 * @param tenantId whose conversation
 * @param sessionId which conversation
 * @param waiting messages for the next turn, oldest first, at most {@link #WAITING}
 * @param turn the turn under way; null when none is
 * @param turns how many turns there have been
 * @param firstWaitingAt since when the oldest one waits; null when none does
 * @param nextCheckAt when the monitor must look at it; null when nothing is to be done
 * @param recentIds hashes of the newest message ids, by which repeats are known
 * @param version counts writes; null before the first
 */
@Document("mailboxes")
record Mailbox(
    @Id String id,
    TenantId tenantId,
    SessionId sessionId,
    List<Waiting> waiting,
    @Nullable Turn turn,
    int turns,
    @Nullable Instant firstWaitingAt,
    @Nullable Instant nextCheckAt,
    List<Long> recentIds,
    @Version @Nullable Long version) {
  /** How many messages may wait: a flood beyond that is not read by the agents. */
  static final int WAITING = 100;

  /** How many message ids are remembered; more than can wait. */
  static final int REMEMBERED = 400;

  /**
   * A message in the mailbox.
   *
   * @param deliver whether its answer is sent on the channel
   * @param traceparent the trace that it came in on; null for none
   */
  record Waiting(
      String messageId,
      String channel,
      String contact,
      @Nullable String contactName,
      String text,
      Instant receivedAt,
      boolean deliver,
      @Nullable String traceparent) {}

  /**
   * Messages that are answered together.
   *
   * @param turnId which turn
   * @param runId the workflow run that answers it
   * @param messages what is answered
   */
  record Turn(TurnId turnId, RunId runId, List<Waiting> messages) {
    public Turn {
      messages = List.copyOf(messages);
    }
  }

  public Mailbox {
    waiting = List.copyOf(waiting);
    recentIds = List.copyOf(recentIds);
  }

  static String id(TenantId tenant, SessionId session) {
    return tenant + ":" + session;
  }

  /** One in which nothing has arrived yet. */
  static Mailbox empty(TenantId tenant, SessionId session) {
    return new Mailbox(
        id(tenant, session), tenant, session, List.of(), null, 0, null, null, List.of(), null);
  }

  /** The id of the turn after {@code turns} others. */
  TurnId nextTurnId() {
    return new TurnId(sessionId + "." + (turns + 1));
  }
}
