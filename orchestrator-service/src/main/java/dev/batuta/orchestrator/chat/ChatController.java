package dev.batuta.orchestrator.chat;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.SessionId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.message.TenantDescription;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.orchestrator.halt.Halts;
import dev.batuta.orchestrator.mailbox.InboundMessage;
import dev.batuta.orchestrator.mailbox.Mailboxes;
import dev.batuta.orchestrator.mailbox.Receipt;
import dev.batuta.orchestrator.workflow.RunStatus;
import dev.batuta.orchestrator.workflow.WorkflowRun;
import dev.batuta.orchestrator.workflow.Workflows;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import dev.batuta.starter.tenant.TenantDirectory;
import dev.batuta.starter.time.IdSource;
import dev.batuta.starter.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Takes a customer's message and waits for the answer. */
@RestController
class ChatController {
  private static final String NO_COUNTRY = "ZZ";

  private final Mailboxes mailboxes;
  private final Workflows workflows;
  private final TenantDirectory tenants;
  private final Halts halts;
  private final IdSource ids;
  private final InstantSource clock;
  private final Duration answerTimeout;
  private final Traces traces;
  private final MeterRegistry meters;

  ChatController(
      Mailboxes mailboxes,
      Workflows workflows,
      TenantDirectory tenants,
      Halts halts,
      IdSource ids,
      InstantSource clock,
      ChatProperties properties,
      Traces traces,
      MeterRegistry meters) {
    this.mailboxes = mailboxes;
    this.workflows = workflows;
    this.tenants = tenants;
    this.halts = halts;
    this.ids = ids;
    this.clock = clock;
    this.answerTimeout = properties.answerTimeout();
    this.traces = traces;
    this.meters = meters;
  }

  /** The answer to a turn. */
  record Answer(
      SessionId sessionId,
      @Nullable String taskId,
      JsonNode response,
      JsonNode intent,
      JsonNode confidence,
      JsonNode nextAction,
      JsonNode entities,
      JsonNode quote,
      long processingTimeMs) {}

  /** The same path as a channel's message, except that the caller waits for the answer. */
  @PostMapping("/chat/process")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  Answer process(TenantId tenant, @RequestBody ChatRequest request) {
    halts.requireGoing(tenant);
    Instant begun = clock.instant();
    String text = request.checkedText();
    String country = tenants.find(tenant).map(TenantDescription::country).orElse(NO_COUNTRY);
    String phone = request.checkedPhone(country);
    SessionId session = request.session(tenant, phone);
    Receipt receipt =
        mailboxes.receive(
            new InboundMessage(
                tenant,
                session,
                ids.next().toString(),
                request.checkedChannel(),
                phone == null ? session.value() : phone,
                null,
                text,
                begun,
                Duration.ZERO,
                false,
                traces.currentTraceparent()));
    WorkflowRun run =
        switch (receipt) {
          case Receipt.Joined(var _, var runId) -> awaitEnd(tenant, runId, begun);
          case Receipt.Full(), Receipt.Repeated() ->
              throw new ProblemException(
                      ProblemCode.TOO_MANY_REQUESTS,
                      "Too many messages of this conversation wait for an answer.")
                  .header("Retry-After", "1");
        };
    Duration took = Duration.between(begun, clock.instant());
    meters.timer("batuta.chat.answers", "status", run.status().word()).record(took);
    return answer(session, run, took);
  }

  private WorkflowRun awaitEnd(TenantId tenant, RunId id, Instant begun) {
    Duration left = Duration.between(clock.instant(), begun.plus(answerTimeout));
    return workflows
        .awaitEnd(tenant, id, left)
        .orElseThrow(() ->
            new ProblemException(
                ProblemCode.TIMED_OUT,
                "The message is kept and will be answered, but not within "
                    + answerTimeout.toSeconds()
                    + " seconds."));
  }

  private static Answer answer(SessionId session, WorkflowRun run, Duration took) {
    JsonNode output = run.output();
    if (run.status() != RunStatus.COMPLETED || output == null) {
      throw new ProblemException(
          ProblemCode.UNAVAILABLE, "The message is kept, but could not be answered now.");
    }
    return new Answer(
        session,
        run.steps().values().stream()
            .filter(step -> step.workId() != null)
            .min((a, b) -> a.startedAt().compareTo(b.startedAt()))
            .map(step -> String.valueOf(step.workId()))
            .orElse(null),
        field(output, "response"),
        field(output, "intent"),
        field(output, "confidence"),
        field(output, "next_action"),
        field(output, "entities"),
        field(output, "quote"),
        took.toMillis());
  }

  private static JsonNode field(JsonNode output, String name) {
    JsonNode value = output.get(name);
    return value == null ? JsonNodeFactory.instance.nullNode() : value;
  }
}
