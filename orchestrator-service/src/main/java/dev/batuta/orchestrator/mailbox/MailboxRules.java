package dev.batuta.orchestrator.mailbox;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.TurnId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules of mailboxes, as functions: one turn at a time; what arrives meanwhile or within the
 * quiet time joins the next one.
 */
final class MailboxRules {
  /** A turn under way is looked at this often, in case its start or its end was lost in a crash. */
  private static final Duration RECHECK = Duration.ofSeconds(5);

  private final Duration longestQuietTime;

  MailboxRules(Duration longestQuietTime) {
    this.longestQuietTime = longestQuietTime;
  }

  /**
   * What an event does to a mailbox.
   *
   * @param mailbox its new state
   * @param started the turn that must be started (again) once that is stored; null for none
   */
  record Decision(Mailbox mailbox, Mailbox.@Nullable Turn started) {}

  /**
   * What a message does to a mailbox.
   *
   * @param receipt what became of the message
   * @param decision null when nothing changed
   */
  record Received(Receipt receipt, @Nullable Decision decision) {}

  /** A message has come. */
  Received receive(Mailbox mailbox, InboundMessage message, Instant now) {
    long hash = hash(message.messageId());
    if (mailbox.recentIds().contains(hash)) {
      return new Received(new Receipt.Repeated(), null);
    }
    if (mailbox.waiting().size() >= Mailbox.WAITING) {
      return new Received(new Receipt.Full(), null);
    }
    List<Mailbox.Waiting> waiting = new ArrayList<>(mailbox.waiting());
    waiting.add(
        new Mailbox.Waiting(
            message.messageId(),
            message.channel(),
            message.contact(),
            message.contactName(),
            message.text(),
            message.receivedAt(),
            message.deliver(),
            message.traceparent()));
    List<Long> recent = new ArrayList<>(mailbox.recentIds());
    recent.add(hash);
    if (recent.size() > Mailbox.REMEMBERED) {
      recent.removeFirst();
    }
    Instant first = mailbox.firstWaitingAt() == null ? now : mailbox.firstWaitingAt();
    Instant quietUntil = now.plus(message.quietTime());
    Instant latest = first.plus(longestQuietTime);
    Instant checkAt = quietUntil.isAfter(latest) ? latest : quietUntil;
    Mailbox next =
        new Mailbox(
            mailbox.id(),
            mailbox.tenantId(),
            mailbox.sessionId(),
            waiting,
            mailbox.turn(),
            mailbox.turns(),
            first,
            mailbox.turn() == null ? checkAt : mailbox.nextCheckAt(),
            recent,
            mailbox.version());
    TurnId turn = mailbox.nextTurnId();
    Receipt receipt = new Receipt.Joined(turn, runId(mailbox.tenantId(), turn));
    if (mailbox.turn() == null && !checkAt.isAfter(now)) {
      return new Received(receipt, startTurn(next, now));
    }
    return new Received(receipt, new Decision(next, null));
  }

  /** The answer of a turn is given; null when that turn is not under way (any more). */
  @Nullable Decision turnEnded(Mailbox mailbox, RunId run, Instant now) {
    Mailbox.Turn turn = mailbox.turn();
    if (turn == null || !turn.runId().equals(run)) {
      return null;
    }
    Mailbox free =
        new Mailbox(
            mailbox.id(),
            mailbox.tenantId(),
            mailbox.sessionId(),
            mailbox.waiting(),
            null,
            mailbox.turns(),
            mailbox.firstWaitingAt(),
            null,
            mailbox.recentIds(),
            mailbox.version());
    return mailbox.waiting().isEmpty() ? new Decision(free, null) : startTurn(free, now);
  }

  /**
   * The monitor's moment has come: the quiet time is over, or a turn under way must be looked at
   * (its start is repeated, which is harmless). Null when there is nothing to do.
   */
  @Nullable Decision due(Mailbox mailbox, Instant now) {
    Instant checkAt = mailbox.nextCheckAt();
    if (checkAt == null || checkAt.isAfter(now)) {
      return null;
    }
    if (mailbox.turn() != null) {
      return new Decision(recheckedLater(mailbox, now), mailbox.turn());
    }
    return mailbox.waiting().isEmpty() ? null : startTurn(mailbox, now);
  }

  /** 64 bits of SHA-256: two of the remembered ids collide about once in 10^14 mailboxes. */
  private static long hash(String messageId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(messageId.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  private static Decision startTurn(Mailbox mailbox, Instant now) {
    TurnId id = mailbox.nextTurnId();
    List<Mailbox.Waiting> messages =
        mailbox.waiting().stream()
            .sorted((a, b) -> a.receivedAt().compareTo(b.receivedAt()))
            .toList();
    Mailbox.Turn turn = new Mailbox.Turn(id, runId(mailbox.tenantId(), id), messages);
    Mailbox next =
        new Mailbox(
            mailbox.id(),
            mailbox.tenantId(),
            mailbox.sessionId(),
            List.of(),
            turn,
            mailbox.turns() + 1,
            null,
            now.plus(RECHECK),
            mailbox.recentIds(),
            mailbox.version());
    return new Decision(next, turn);
  }

  private static Mailbox recheckedLater(Mailbox mailbox, Instant now) {
    return new Mailbox(
        mailbox.id(),
        mailbox.tenantId(),
        mailbox.sessionId(),
        mailbox.waiting(),
        mailbox.turn(),
        mailbox.turns(),
        mailbox.firstWaitingAt(),
        now.plus(RECHECK),
        mailbox.recentIds(),
        mailbox.version());
  }

  /** The run of a turn: always the same, so that starting it twice starts one. */
  static RunId runId(TenantId tenant, TurnId turn) {
    String name = tenant + "/" + turn;
    return new RunId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }
}
