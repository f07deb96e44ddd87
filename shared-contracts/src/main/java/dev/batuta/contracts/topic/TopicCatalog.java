package dev.batuta.contracts.topic;

import dev.batuta.contracts.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every topic there is: the tenants' own, made when a tenant is provisioned, and the platform's.
 */
public final class TopicCatalog {
  /** Compacted: the newest description of every tenant, keyed by tenant id. */
  public static final String PLATFORM_TENANTS = "platform.tenants";

  /** Compacted: the newest heartbeat of every agent instance, keyed by instance id. */
  public static final String PLATFORM_AGENTS = "platform.agents";

  /** Compacted: the newest position of every switch that drains agents, see {@code AgentDrain}. */
  public static final String PLATFORM_DRAINS = "platform.drains";

  /**
   * Kept for {@link #CANCELLATIONS_KEPT}: tasks that are not to be done any more, keyed by task id.
   */
  public static final String PLATFORM_CANCELLATIONS = "platform.cancellations";

  /** Longer than any attempt may take, so that who starts late has missed none that matters. */
  public static final Duration CANCELLATIONS_KEPT = Duration.ofHours(1);

  /** Compacted: whether all work of a tenant is stopped, keyed by tenant id. */
  public static final String PLATFORM_HALTS = "platform.halts";

  /**
   * Short names of the shipped services that take tasks. Their topics are made with a tenant;
   * another service's agent makes its own.
   */
  public static final List<String> AGENT_SERVICES =
      List.of("conversation", "quote", "followup", "datasync", "analytics");

  private TopicCatalog() {}

  /** The topics of one tenant, in a stable order. */
  public static List<TopicName> ofTenant(TenantId tenant) {
    List<TopicName> topics = new ArrayList<>();
    AGENT_SERVICES.forEach(service -> topics.addAll(tasksOf(service, tenant)));
    topics.add(TopicName.of("orchestrator", TopicKind.RESULTS, tenant));
    topics.add(TopicName.of("orchestrator", TopicKind.PROGRESS, tenant));
    topics.add(TopicName.of("orchestrator", TopicKind.DEAD_LETTERS, tenant));
    topics.add(TopicName.of("orchestrator", TopicKind.EVENTS, tenant));
    topics.add(TopicName.of("conversation", TopicKind.EVENTS, tenant));
    topics.add(TopicName.of("quote", TopicKind.EVENTS, tenant));
    return List.copyOf(topics);
  }

  /** The topics on which a service's agent takes a tenant's tasks: one for each priority lane. */
  public static List<TopicName> tasksOf(String service, TenantId tenant) {
    return Arrays.stream(Priority.values())
        .map(priority -> TopicName.tasks(service, tenant, priority))
        .toList();
  }
}
