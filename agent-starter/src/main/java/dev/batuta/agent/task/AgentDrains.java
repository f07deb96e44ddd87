package dev.batuta.agent.task;

import dev.batuta.contracts.AgentId;
import dev.batuta.contracts.message.AgentDrain;
import dev.batuta.starter.launch.ServiceIdentity;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears which agents operators drain, and lets this process take no new tasks while it is one of
 * them. Called on the feed's thread alone.
 */
final class AgentDrains {
  private static final Logger log = LoggerFactory.getLogger(AgentDrains.class);

  private final AgentId agent;
  private final ServiceIdentity identity;
  private final AgentRuntime runtime;
  private final Heartbeat heartbeat;
  private final Map<String, AgentDrain> switches = new HashMap<>();

  AgentDrains(AgentId agent, ServiceIdentity identity, AgentRuntime runtime, Heartbeat heartbeat) {
    this.agent = agent;
    this.identity = identity;
    this.runtime = runtime;
    this.heartbeat = heartbeat;
  }

  /** A switch was turned. */
  void heard(AgentDrain drain) {
    if (!drain.covers(agent, identity.service(), identity.instance())) {
      return;
    }
    switches.put(drain.key(), drain);
    boolean draining = switches.values().stream().anyMatch(AgentDrain::draining);
    if (draining != runtime.isDraining()) {
      runtime.drain(draining);
      heartbeat.beatNow();
      log.atInfo()
          .addKeyValue("by", drain.requestedBy())
          .log(draining ? "draining: no new tasks" : "drained no more: tasks are taken again");
    }
  }
}
