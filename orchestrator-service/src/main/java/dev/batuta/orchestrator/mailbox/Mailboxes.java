package dev.batuta.orchestrator.mailbox;

import dev.batuta.contracts.ContractJson;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.workflow.RunEnded;
import dev.batuta.orchestrator.workflow.WorkflowRun;
import dev.batuta.orchestrator.workflow.Workflows;
import dev.batuta.starter.logging.LogContext;
import dev.batuta.starter.tracing.Traces;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mailboxes: stores what {@link MailboxRules} decides, then starts the turn's workflow run. The
 * run's id is derived from the turn, so starting it twice starts one.
 */
public class Mailboxes {
  /** Name of the workflow that answers a turn. */
  public static final String WORKFLOW = "handle_message";

  private static final Logger log = LoggerFactory.getLogger(Mailboxes.class);
  private static final int RACES = 50;
  private static final int LONGEST_TEXT = 4_096;
  private static final int LOCKS = 64;

  private final MailboxStore store;
  private final MailboxRules rules;
  private final Workflows workflows;
  private final InstantSource clock;
  private final Traces traces;

  /** Spares this process's threads most races; the version check is what the rule rests on. */
  private final List<ReentrantLock> locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();

  Mailboxes(
      MailboxStore store,
      MailboxRules rules,
      Workflows workflows,
      InstantSource clock,
      Traces traces) {
    this.store = store;
    this.rules = rules;
    this.workflows = workflows;
    this.clock = clock;
    this.traces = traces;
  }

  /** Puts a message into its mailbox; it is stored when this returns. */
  public Receipt receive(InboundMessage message) {
    return change(
        message.tenant(),
        message.session(),
        mailbox -> {
          MailboxRules.Received received = rules.receive(mailbox, message, clock.instant());
          return new Change<>(received.receipt(), received.decision());
        });
  }

  @EventListener
  void on(RunEnded ended) {
    WorkflowRun run = ended.run();
    if (!run.workflow().equals(WORKFLOW)) {
      return;
    }
    String sessionId = run.input().path("session_id").asString("");
    if (sessionId.isEmpty()) {
      // Started by hand, not by a turn.
      return;
    }
    SessionId session = new SessionId(sessionId);
    var _ =
        change(
            run.tenantId(),
            session,
            mailbox -> new Change<>(session, rules.turnEnded(mailbox, run.id(), clock.instant())));
  }

  /** Looks at a mailbox whose moment has come. */
  void check(Mailbox due) {
    var _ =
        change(
            due.tenantId(),
            due.sessionId(),
            mailbox -> new Change<>(mailbox.id(), rules.due(mailbox, clock.instant())));
  }

  private record Change<T>(T answer, MailboxRules.@Nullable Decision decision) {}

  private <T> T change(TenantId tenant, SessionId session, Function<Mailbox, Change<T>> rule) {
    Change<T> change = store(tenant, session, rule);
    MailboxRules.Decision decision = change.decision();
    if (decision != null && decision.started() != null) {
      start(tenant, session, decision.started());
    }
    return change.answer();
  }

  private <T> Change<T> store(
      TenantId tenant, SessionId session, Function<Mailbox, Change<T>> rule) {
    ReentrantLock lock = locks.get(Math.floorMod(session.hashCode(), LOCKS));
    lock.lock();
    try {
      for (int race = 0; race < RACES; race++) {
        Mailbox mailbox =
            store.find(tenant, session).orElseGet(() -> Mailbox.empty(tenant, session));
        Change<T> change = rule.apply(mailbox);
        if (change.decision() == null) {
          return change;
        }
        try {
          store.save(change.decision().mailbox());
          return change;
        } catch (OptimisticLockingFailureException | DuplicateKeyException _) {
          log.atTrace().log("mailbox changed meanwhile; deciding again");
        }
      }
    } finally {
      lock.unlock();
    }
    throw new IllegalStateException(
        "mailbox of " + session + " changed " + RACES + " times while deciding");
  }

  private void start(TenantId tenant, SessionId session, Mailbox.Turn turn) {
    Mailbox.Waiting last = turn.messages().getLast();
    Instant receivedAt = turn.messages().getFirst().receivedAt();
    ObjectNode input = ContractJson.mapper().createObjectNode();
    input.put("session_id", session.value());
    input.put("turn_id", turn.turnId().value());
    input.put("channel", last.channel());
    input.put("contact", last.contact());
    input.put("contact_name", last.contactName());
    input.put("text", text(turn.messages()));
    input.put("received_at", receivedAt.toString());
    input.put("deliver", turn.messages().stream().anyMatch(Mailbox.Waiting::deliver));
    ArrayNode ids = input.putArray("message_ids");
    turn.messages().forEach(message -> ids.add(message.messageId()));
    try (var _ = traces.continueFrom(last.traceparent(), "turn");
        var _ = LogContext.service("orchestrator").tenant(tenant)) {
      log.atInfo()
          .addKeyValue("session", session)
          .addKeyValue("turn", turn.turnId())
          .addKeyValue("messages", turn.messages().size())
          .log("turn started");
      workflows.start(WORKFLOW, turn.runId(), tenant, input, last.traceparent());
    }
  }

  /** The messages as one text; of a very long burst the newest part. */
  private static String text(List<Mailbox.Waiting> messages) {
    String all = String.join("\n", messages.stream().map(Mailbox.Waiting::text).toList());
    return all.length() <= LONGEST_TEXT ? all : all.substring(all.length() - LONGEST_TEXT);
  }
}
