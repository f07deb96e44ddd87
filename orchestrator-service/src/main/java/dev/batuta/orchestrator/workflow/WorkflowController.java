package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.RunId;
import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.orchestrator.agent.AgentRegistry;
import dev.batuta.orchestrator.halt.Halts;
import dev.batuta.orchestrator.live.WaitPreference;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Caller;
import dev.batuta.starter.security.Role;
import dev.batuta.starter.time.IdSource;
import dev.batuta.starter.tracing.Traces;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Publishes and shows a tenant's workflows, and starts runs of them. */
@RestController
@RequestMapping("/api/v1/workflows")
class WorkflowController {
  private static final int RACES = 10;

  private final WorkflowDefinitions definitions;
  private final DefinitionCheck check;
  private final Workflows workflows;
  private final AgentRegistry agents;
  private final Halts halts;
  private final IdSource ids;
  private final Traces traces;
  private final InstantSource clock;

  WorkflowController(
      WorkflowDefinitions definitions,
      DefinitionCheck check,
      Workflows workflows,
      AgentRegistry agents,
      Halts halts,
      IdSource ids,
      Traces traces,
      InstantSource clock) {
    this.definitions = definitions;
    this.check = check;
    this.workflows = workflows;
    this.agents = agents;
    this.halts = halts;
    this.ids = ids;
    this.traces = traces;
    this.clock = clock;
  }

  /** What the check of a definition found. */
  record Validation(boolean valid, List<Fault> faults) {}

  /**
   * Body of a start.
   *
   * @param runId a UUID of the caller's own, so that a repeated call starts nothing twice
   * @param version which version; the newest when absent
   * @param input what the run works on; an object
   */
  record NewRun(@Nullable RunId runId, @Nullable Integer version, @Nullable JsonNode input) {}

  @PostMapping
  @RolesAllowed({Role.TENANT_ADMIN, Role.SERVICE})
  ResponseEntity<WorkflowView> publish(TenantId tenant, Caller caller, @RequestBody JsonNode json) {
    WorkflowDefinition definition = valid(check.check(numbered(json), known(tenant)));
    if (definition.name().startsWith(ExecuteController.PLAN)) {
      throw ProblemException.field(
          "#/name", "names that begin with plan_ are those of executed plans");
    }
    for (int race = 0; race < RACES; race++) {
      Optional<WorkflowDefinitions.Version> published =
          definitions.publish(tenant, definition, json, caller.subject(), clock.instant());
      if (published.isPresent()) {
        WorkflowView view = WorkflowView.of(published.get());
        return ResponseEntity.created(
                URI.create("/api/v1/workflows/" + view.name() + "/versions/" + view.version()))
            .body(view);
      }
    }
    throw new ProblemException(
        ProblemCode.CONFLICT, "Others publish versions of this workflow; try again.");
  }

  /** Checks a definition without publishing it. */
  @PostMapping("/validate")
  @RolesAllowed({Role.TENANT_ADMIN, Role.OPERATOR, Role.SERVICE})
  Validation validate(TenantId tenant, @RequestBody JsonNode json) {
    return switch (check.check(numbered(json), known(tenant))) {
      case DefinitionCheck.Outcome.Valid(var _) -> new Validation(true, List.of());
      case DefinitionCheck.Outcome.Invalid(var faults) -> new Validation(false, faults);
      case DefinitionCheck.Outcome.TooLarge(int steps) ->
          new Validation(false, List.of(new Fault("#/steps", tooManySteps(steps))));
    };
  }

  @GetMapping
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  WorkflowView.Versions list(TenantId tenant) {
    return new WorkflowView.Versions(
        definitions.list(tenant).stream().map(WorkflowView::brief).toList());
  }

  /** What a new run of that name would be a run of. */
  @GetMapping("/{name}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  WorkflowView newest(TenantId tenant, @PathVariable("name") String name) {
    return definitions
        .newest(tenant, name)
        .map(WorkflowView::of)
        .orElseThrow(() -> ProblemException.notFound("workflow", name));
  }

  @GetMapping("/{name}/versions")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  WorkflowView.Versions versions(TenantId tenant, @PathVariable("name") String name) {
    List<WorkflowDefinitions.Version> versions = definitions.versions(tenant, name);
    if (versions.isEmpty()) {
      throw ProblemException.notFound("workflow", name);
    }
    return new WorkflowView.Versions(versions.stream().map(WorkflowView::brief).toList());
  }

  @GetMapping("/{name}/versions/{version}")
  @RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  WorkflowView version(
      TenantId tenant, @PathVariable("name") String name, @PathVariable("version") int version) {
    return definitions
        .version(tenant, name, version)
        .map(WorkflowView::of)
        .orElseThrow(() -> unknownVersion(name, version));
  }

  /** Lets no new runs of a version be started; runs of it go on. */
  @PostMapping("/{name}/versions/{version}/deprecate")
  @RolesAllowed({Role.TENANT_ADMIN, Role.SERVICE})
  WorkflowView deprecate(
      TenantId tenant, @PathVariable("name") String name, @PathVariable("version") int version) {
    return definitions
        .deprecate(tenant, name, version)
        .map(WorkflowView::brief)
        .orElseThrow(() -> unknownVersion(name, version));
  }

  /**
   * Starts a run: 202 when it is stored. The same {@code run_id} again starts nothing. With {@code
   * Prefer: wait=N} (RFC 7240) the answer waits up to N seconds, at most 30, for its end, and is
   * then 200.
   */
  @PostMapping("/{name}/runs")
  @RolesAllowed({Role.OPERATOR, Role.TENANT_ADMIN, Role.SERVICE})
  ResponseEntity<RunView> start(
      TenantId tenant,
      @PathVariable("name") String name,
      @RequestBody NewRun wish,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
    halts.requireGoing(tenant);
    JsonNode input = wish.input() == null ? JsonNodeFactory.instance.objectNode() : wish.input();
    if (!input.isObject()) {
      throw ProblemException.field("#/input", "input is a JSON object");
    }
    RunId id = wish.runId() == null ? new RunId(ids.next()) : wish.runId();
    WorkflowRun run =
        started(
            workflows.start(
                new RunRequest(
                    name,
                    wish.version(),
                    id,
                    tenant,
                    input,
                    null,
                    traces.currentTraceparent(),
                    true)),
            name);
    return answer(workflows, run, WaitPreference.of(prefer));
  }

  /** The run as it is when it has ended or the wait is over. */
  static ResponseEntity<RunView> answer(Workflows workflows, WorkflowRun run, Duration wait) {
    WorkflowRun seen =
        wait.isZero()
            ? run
            : workflows
                .awaitEnd(run.tenantId(), run.id(), wait)
                .or(() -> workflows.find(run.tenantId(), run.id()))
                .orElse(run);
    return ResponseEntity.status(seen.ended() ? 200 : 202)
        .location(URI.create("/api/v1/workflow-runs/" + run.id()))
        .body(RunView.of(seen));
  }

  /**
   * The definition that was checked.
   *
   * @throws ProblemException naming its faults
   */
  static WorkflowDefinition valid(DefinitionCheck.Outcome outcome) {
    return switch (outcome) {
      case DefinitionCheck.Outcome.Valid(var valid) -> valid;
      case DefinitionCheck.Outcome.Invalid(var faults) ->
          throw invalid(
              ProblemCode.INVALID_WORKFLOW, "The definition has faults; each is listed.", faults);
      case DefinitionCheck.Outcome.TooLarge(int steps) -> throw tooLarge(steps);
    };
  }

  /**
   * The run that was started.
   *
   * @throws ProblemException saying why it was not
   */
  static WorkflowRun started(StartOutcome outcome, String workflow) {
    return switch (outcome) {
      case StartOutcome.Started(var run) -> run;
      case StartOutcome.UnknownWorkflow() ->
          throw ProblemException.notFound("workflow of that version:", workflow);
      case StartOutcome.InvalidInput(var faults) ->
          throw invalid(
              ProblemCode.INVALID_REQUEST, "The input does not fit the workflow's schema.", faults);
      case StartOutcome.TooLarge() ->
          throw new ProblemException(
              ProblemCode.PAYLOAD_TOO_LARGE, "The input of a run has at most 256 KB.");
      case StartOutcome.TooMany(int limit) ->
          throw new ProblemException(
                  ProblemCode.TOO_MANY_RUNS,
                  "At most " + limit + " runs of this tenant are in flight at a time.")
              .with("limit", limit)
              .header("Retry-After", "5");
    };
  }

  private DefinitionCheck.Known known(TenantId tenant) {
    return known(tenant, agents, definitions);
  }

  /** What a tenant's definitions may call upon now. */
  static DefinitionCheck.Known known(
      TenantId tenant, AgentRegistry agents, WorkflowDefinitions definitions) {
    return new DefinitionCheck.Known(
        capability ->
            agents.agents().stream().anyMatch(agent -> agent.capabilities().contains(capability)),
        name -> definitions.has(tenant, name));
  }

  /** The number is given when it is published; a definition may be sent without one. */
  private static JsonNode numbered(JsonNode json) {
    return json instanceof tools.jackson.databind.node.ObjectNode object
            && !object.path("version").isInt()
        ? object.deepCopy().put("version", 1)
        : json;
  }

  private static ProblemException invalid(ProblemCode code, String detail, List<Fault> faults) {
    return new ProblemException(code, detail).with("errors", faults);
  }

  private static ProblemException tooLarge(int steps) {
    return new ProblemException(ProblemCode.WORKFLOW_TOO_LARGE, tooManySteps(steps))
        .with("limit", DefinitionCheck.MOST_STEPS);
  }

  private static String tooManySteps(int steps) {
    return "A definition has at most "
        + DefinitionCheck.MOST_STEPS
        + " steps, those of branches included; this one has "
        + steps
        + " or more.";
  }

  private static ProblemException unknownVersion(String name, int version) {
    return ProblemException.notFound("version " + version + " of workflow", name);
  }
}
