package dev.batuta.orchestrator.limit;

import dev.batuta.contracts.TenantId;
import dev.batuta.contracts.problem.ProblemCode;
import dev.batuta.starter.claim.ClaimStore;
import dev.batuta.starter.problem.ProblemException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * The limits as callers over HTTP meet them: a problem with {@code Retry-After}, and the fields of
 * draft-ietf-httpapi-ratelimit-headers on refused and accepted requests alike.
 */
public final class SubmitGate {
  private static final String POLICY = "RateLimit-Policy";
  private static final String STATE = "RateLimit";

  private final TenantLimits limits;
  private final ClaimStore claims;

  SubmitGate(TenantLimits limits, ClaimStore claims) {
    this.limits = limits;
    this.claims = claims;
  }

  /**
   * Lets a tenant submit one more task.
   *
   * @return the headers of its answer
   * @throws ProblemException {@code too-many-requests} or {@code queue-full}
   */
  public HttpHeaders pass(TenantId tenant) {
    int mostOpen = limits.limits(tenant).openTasks();
    return switch (limits.submit(tenant)) {
      case SubmitDecision.Allowed(var quota, var openLeft) -> {
        HttpHeaders headers = new HttpHeaders();
        if (limits.enabled()) {
          headers.set(POLICY, policy(quota, mostOpen));
          headers.set(STATE, state(quota, openLeft, Duration.ZERO));
        }
        yield headers;
      }
      case SubmitDecision.TooFast(var quota) ->
          throw new ProblemException(
                  ProblemCode.TOO_MANY_REQUESTS,
                  "This tenant submits more tasks than its tier allows: %d at once, %d a second."
                      .formatted(quota.size(), limits.limits(tenant).submitsPerSecond()))
              .header(POLICY, policy(quota, mostOpen))
              .header(STATE, "\"submit\";r=0;t=" + seconds(quota.nextIn()))
              .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds(quota.nextIn())));
      case SubmitDecision.QueueFull(var quota, var limit, var retryAfter) ->
          throw new ProblemException(
                  ProblemCode.QUEUE_FULL,
                  "%d tasks of this tenant have not ended, as many as its tier allows."
                      .formatted(limit))
              .header(POLICY, policy(quota, mostOpen))
              .header(STATE, state(quota, 0, retryAfter))
              .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds(retryAfter)));
    };
  }

  /**
   * A task's payload as it travels: by its claim when it is large.
   *
   * @throws ProblemException {@code payload-too-large} over what the tier allows
   */
  public JsonNode keep(TenantId tenant, JsonNode payload) {
    long most = Math.min(limits.limits(tenant).requestSize().toBytes(), claims.largestBytes());
    if (claims.sizeOf(payload) > most) {
      throw new ProblemException(
          ProblemCode.PAYLOAD_TOO_LARGE,
          "The payload of a task has at most %d bytes for this tenant.".formatted(most));
    }
    return claims.keep(tenant, payload);
  }

  private static String policy(Quota quota, int mostOpen) {
    return "\"submit\";q=%d;w=%d, \"open\";q=%d;qu=\"concurrent-requests\""
        .formatted(quota.size(), seconds(quota.window()), mostOpen);
  }

  private static String state(Quota quota, int openLeft, Duration openIn) {
    return "\"submit\";r=%d;t=%d, \"open\";r=%d%s"
        .formatted(
            quota.remaining(),
            seconds(quota.nextIn()),
            openLeft,
            openIn.isZero() ? "" : ";t=" + seconds(openIn));
  }

  /** Rounded up: whoever waits as long as is said is not too early. */
  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
  }
}
