package dev.batuta.agent.task;

import dev.batuta.contracts.Capability;

/** Every agent answers {@code ping} with the payload it got: for probes and for measuring. */
final class PingHandler implements TaskHandler {
  private static final Capability PING = new Capability("ping");

  @Override
  public Capability capability() {
    return PING;
  }

  @Override
  public TaskOutcome handle(AgentTask task) {
    return new TaskOutcome.Completed(task.payload());
  }
}
