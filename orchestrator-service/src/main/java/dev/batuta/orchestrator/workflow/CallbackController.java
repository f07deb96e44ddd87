package dev.batuta.orchestrator.workflow;

import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Takes the calls of programs outside to the signed addresses of callback steps. */
@RestController
class CallbackController {
  private final Workflows workflows;
  private final CallbackAddresses addresses;

  CallbackController(Workflows workflows, CallbackAddresses addresses) {
    this.workflows = workflows;
    this.addresses = addresses;
  }

  /** The answer to a call: the run goes on. */
  record Received(boolean received) {}

  /**
   * Ends the wait of a step; the body is its output. The address authenticates: it was made by the
   * run and cannot be guessed. The same call again is a conflict, and has no effect.
   *
   * @param item of a step that stands in a for_each: which item, from 0
   */
  @PostMapping(CallbackAddresses.PATH + "{token}")
  @PermitAll
  @ResponseStatus(HttpStatus.ACCEPTED)
  Received receive(
      @PathVariable("token") String token,
      @RequestParam(name = "item", required = false) @Nullable Integer item,
      @RequestBody JsonNode body) {
    checkSize(body);
    CallbackAddresses.Target target =
        addresses
            .open(token)
            .orElseThrow(() ->
                new ProblemException(ProblemCode.NOT_FOUND, "There is no such callback address."));
    String end = item == null ? target.step() : ":" + item + "/" + target.step();
    List<String> waiting =
        workflows.find(target.tenant(), target.run()).stream()
            .flatMap(run -> run.steps().entrySet().stream())
            .filter(each -> each.getValue().open() && isAt(each.getKey(), end, item))
            .map(java.util.Map.Entry::getKey)
            .toList();
    if (waiting.size() != 1
        || workflows.call(target.tenant(), target.run(), waiting.getFirst(), body).isEmpty()) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          waiting.size() > 1
              ? "Several items wait here; say which with ?item=."
              : "The step does not wait for a call (any more).");
    }
    return new Received(true);
  }

  /** Refuses a body that is larger than what a step may give. */
  static void checkSize(JsonNode body) {
    if (body.toString().length() > Workflows.LARGEST_INPUT) {
      throw new ProblemException(
          ProblemCode.PAYLOAD_TOO_LARGE, "The body of a callback has at most 256 KB.");
    }
  }

  private static boolean isAt(String key, String end, @Nullable Integer item) {
    return item == null ? StepKey.id(key).equals(end) : key.endsWith(end);
  }
}
