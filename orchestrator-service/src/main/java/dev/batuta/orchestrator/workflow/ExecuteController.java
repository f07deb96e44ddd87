package dev.batuta.orchestrator.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.orchestrator.agent.AgentRegistry;
import dev.batuta.orchestrator.halt.Halts;
import dev.batuta.orchestrator.live.WaitPreference;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Caller;
import dev.batuta.starter.security.Role;
import dev.batuta.starter.time.IdSource;
import dev.batuta.starter.tracing.Traces;
import jakarta.annotation.security.RolesAllowed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One call that runs a workflow, or a plan that comes with the call, and shows how it goes. */
@RestController
@RequestMapping("/api/v1/execute")
class ExecuteController {
  /** How the names of executed plans begin. */
  static final String PLAN = "plan_";

  private static final String PLAN_TIMEOUT = "PT5M";
  private static final String WAIT = "wait=30";
  private static final int NAME_DIGITS = 32;

  private final WorkflowDefinitions definitions;
  private final DefinitionCheck check;
  private final Workflows workflows;
  private final RunStreams streams;
  private final AgentRegistry agents;
  private final Halts halts;
  private final IdSource ids;
  private final Traces traces;
  private final InstantSource clock;

  ExecuteController(
      WorkflowDefinitions definitions,
      DefinitionCheck check,
      Workflows workflows,
      RunStreams streams,
      AgentRegistry agents,
      Halts halts,
      IdSource ids,
      Traces traces,
      InstantSource clock) {
    this.definitions = definitions;
    this.check = check;
    this.workflows = workflows;
    this.streams = streams;
    this.agents = agents;
    this.halts = halts;
    this.ids = ids;
    this.traces = traces;
    this.clock = clock;
  }

  /**
   * Body of a call: a workflow or a plan, not both.
   *
   * @param workflow name of a workflow
   * @param version which of its versions; the newest when absent
   * @param plan a definition without a name; its timeout is five minutes when absent
   * @param input what it works on; an object
   * @param runId a UUID of the caller's own, so that a repeated call starts nothing twice
   */
  record Execution(
      @Nullable String workflow,
      @Nullable Integer version,
      @Nullable JsonNode plan,
      @Nullable JsonNode input,
      @Nullable RunId runId) {}

  /** Waits for the end, at most as {@code Prefer: wait=N} says, or 30 seconds. */
  @PostMapping
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ResponseEntity<RunView> execute(
      TenantId tenant,
      Caller caller,
      @RequestBody Execution execution,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
    return WorkflowController.answer(
        workflows,
        start(tenant, caller, execution),
        WaitPreference.of(prefer == null ? WAIT : prefer));
  }

  /** Shows how it goes as server-sent events, to its end. */
  @PostMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  SseEmitter stream(TenantId tenant, Caller caller, @RequestBody Execution execution) {
    return RunController.opened(streams, start(tenant, caller, execution), 0);
  }

  private WorkflowRun start(TenantId tenant, Caller caller, Execution execution) {
    halts.requireGoing(tenant);
    JsonNode input =
        execution.input() == null ? JsonNodeFactory.instance.objectNode() : execution.input();
    if (!input.isObject()) {
      throw ProblemException.field("#/input", "input is a JSON object");
    }
    if ((execution.workflow() == null) == (execution.plan() == null)) {
      throw ProblemException.field(
          "#/workflow", "send either workflow, the name of one, or plan, a definition");
    }
    String workflow = execution.workflow();
    Integer version = execution.version();
    if (execution.plan() != null) {
      WorkflowRun.DefinitionId kept = keep(tenant, caller, execution.plan());
      workflow = kept.name();
      version = kept.version();
    }
    RunId id = execution.runId() == null ? new RunId(ids.next()) : execution.runId();
    String name = String.valueOf(workflow);
    return WorkflowController.started(
        workflows.start(
            new RunRequest(
                name, version, id, tenant, input, null, traces.currentTraceparent(), true)),
        name);
  }

  private WorkflowRun.DefinitionId keep(TenantId tenant, Caller caller, JsonNode plan) {
    if (!(plan instanceof ObjectNode object)) {
      throw ProblemException.field("#/plan", "plan is a definition: an object with steps");
    }
    ObjectNode named = object.deepCopy().put("name", PLAN + hash(plan)).put("version", 1);
    if (!named.has("timeout")) {
      named.put("timeout", PLAN_TIMEOUT);
    }
    WorkflowDefinition definition =
        WorkflowController.valid(
            check.check(named, WorkflowController.known(tenant, agents, definitions)));
    return definitions.keepPlan(tenant, definition, named, caller.subject(), clock.instant()).id();
  }

  private static String hash(JsonNode plan) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(plan.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("JDK 25 has SHA-256", impossible);
    }
  }
}
