package dev.batuta.gateway.route;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** A service behind the gateway, with the paths that lead to it. Nothing else is reachable. */
public enum Destination {
  /** Chat, tasks, workflows, schedules, events and the agents at work. */
  ORCHESTRATOR(
      "orchestrator",
      "/chat/process",
      "/api/v1/execute",
      "/api/v1/tasks/**",
      "/api/v1/claims/**",
      "/api/v1/halt",
      "/ws/task_updates",
      "/api/orchestrator/**",
      "/api/v1/workflows/**",
      "/api/v1/workflow-runs/**",
      "/webhooks/callbacks/*",
      "/api/v1/schedules/**",
      "/api/v1/events",
      "/api/v1/routing-rules/**"),
  /** Tenants, keys and the agents as they are configured. */
  AGENT_MANAGEMENT(
      "agent-management",
      "/api/v1/tenants/**",
      "/api/v1/tenant",
      "/api/v1/api-keys/**",
      "/api/v1/agents/**"),
  /** Conversations, their channels and what a text means. */
  CONVERSATION(
      "conversation",
      "/webhooks/whatsapp",
      "/api/v1/conversations/**",
      "/api/v1/understanding/**",
      "/api/v1/channels/**"),
  /** Quotes and what is sold. */
  QUOTE("quote", "/api/v1/quotes/**", "/api/v1/products/**", "/api/v1/catalogue/**");

  private static final String WEBHOOKS = "/webhooks/";
  private static final String TASKS = "/api/v1/tasks";
  private static final String SOCKETS = "/ws/";

  private final String word;

  // Made by List.of and toList, so they do not change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> paths;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<PathPattern> patterns;

  Destination(String word, String... paths) {
    this.word = word;
    this.paths = List.of(paths);
    this.patterns = Arrays.stream(paths).map(PathPatternParser.defaultInstance::parse).toList();
  }

  /** Short name of the service. */
  public String word() {
    return word;
  }

  List<String> paths() {
    return paths;
  }

  /** Whether {@code path} leads here. */
  public boolean serves(String path) {
    PathContainer parsed = PathContainer.parsePath(path);
    return patterns.stream().anyMatch(pattern -> pattern.matches(parsed));
  }

  /** The service of that short name. */
  public static Optional<Destination> named(String word) {
    return Arrays.stream(values()).filter(service -> service.word.equals(word)).findAny();
  }

  /** Whether tasks are submitted on {@code path}: their payloads may be large. */
  public static boolean isTaskSubmission(String path) {
    return path.equals(TASKS);
  }

  /**
   * Whether {@code path} is for WebSockets, which may bring their credentials in their first
   * message: a browser cannot set headers for them.
   */
  public static boolean isSocket(String path) {
    return path.startsWith(SOCKETS);
  }

  /** Whether what comes on {@code path} proves itself by the sender's signature over the body. */
  public static boolean isWebhook(String path) {
    return path.startsWith(WEBHOOKS);
  }
}
