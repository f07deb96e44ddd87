package dev.batuta.orchestrator.scaling;

import dev.batuta.contracts.AgentId;
import dev.batuta.starter.problem.ProblemException;
import dev.batuta.starter.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells autoscalers how busy an agent is. */
@RestController
@RequestMapping("/api/orchestrator/scaling")
class ScalingController {
  private static final Pattern SERVICE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private final Scaling scaling;

  ScalingController(Scaling scaling) {
    this.scaling = scaling;
  }

  @GetMapping("/{agent_id}")
  @RolesAllowed({Role.SERVICE, Role.PLATFORM_ADMIN})
  ScalingView show(
      @PathVariable("agent_id") String agentId,
      @RequestParam(name = "service", required = false) @Nullable String service) {
    if (service != null && !SERVICE.matcher(service).matches()) {
      throw ProblemException.field(
          "#/service", "service is the short name of a service, such as quote-canary");
    }
    try {
      return scaling.of(new AgentId(agentId), service);
    } catch (IllegalArgumentException _) {
      throw ProblemException.notFound("agent", agentId);
    }
  }
}
